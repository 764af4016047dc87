package dev.ringfence.fingerprints.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageDetectorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a/b.c             | int x;                                   | c
          numpy/loops.c.src | /**begin repeat                          | c
          x.h               | int f(void);                             | c
          x.h               | template <class T> T f();                | cpp
          x.h               | namespace a {                            | cpp
          x.h               | @interface A : NSObject                  | objective-c
          x.h               | /* -*- C++ -*- */                        | cpp
          x.m               | function y = f(x)                        | matlab
          x.m               | #import <Foundation/Foundation.h>        | objective-c
          x.m               | (* Mathematica *)                        | generic
          x.pl              | use strict;                              | perl
          x.pl              | parent(X, Y) :- child(Y, X).             | generic
          t/a.t             | use Test::More;                          | perl
          t/a.t             | var x : int                              | generic
          x.r               | f <- function(x) x                       | r
          x.r               | REBOL [ Title: "x" ]                     | generic
          x.cl              | __kernel void f() {}                     | opencl
          x.cl              | (defun f (x) x)                          | generic
          x.f               | '      CALL F'                           | fortran-fixed
          x.F90             | module m                                 | fortran
          x.ts              | let x: number;                           | javascript
          x.ts              | <?xml version="1.0"?>                    | ''
          run               | #!/usr/bin/env python3                   | python
          run               | #!/bin/sh -e                             | shell
          run               | #!/usr/bin/perl -w                       | perl
          run               | #!/usr/bin/env -S Rscript --vanilla      | r
          run               | no code                                  | ''
          x.inc             | <?php echo 1;                            | php
          x.in              | text                                     | ''
          x.c.in            | int @x@;                                 | c
          Rakefile          | task :x                                  | ruby
          Makefile          | all:                                     | generic
          CMakeLists.txt    | add_library(x)                           | generic
          README.md         | # Title                                  | ''
          data.json         | {}                                       | ''
          doc/fft-faq.ascii | How do I compute it?                     | ''
          doc/fft.FAQ       | How do I compute it?                     | ''
          spans.adb         | package body Spans is                    | generic
          x.txt             | '# vim: set ft=lua:'                     | lua
          """)
  void tellsTheLanguage(String path, String text, String expected) {
    assertEquals(expected, LanguageDetector.detect(path, text + "\n").map(Language::id).orElse(""));
  }
}
