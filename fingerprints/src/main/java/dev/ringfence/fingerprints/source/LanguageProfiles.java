package dev.ringfence.fingerprints.source;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// The profile of each language. The compiler asks for one for each constant of [Language],
/// [ProfileBuilder] for each part of it.
final class LanguageProfiles {
  private static final Map<Language, LanguageProfile> PROFILES = profiles();

  private LanguageProfiles() {}

  static LanguageProfile of(Language language) {
    return Objects.requireNonNull(PROFILES.get(language));
  }

  private static Map<Language, LanguageProfile> profiles() {
    Map<Language, LanguageProfile> profiles = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      profiles.put(language, declared(language).build());
    }
    return profiles;
  }

  private static ProfileBuilder declared(Language language) {
    return switch (language) {
      case C -> CProfiles.c();
      case CPP -> CProfiles.cpp();
      case PYTHON -> WordedProfiles.python();
      case CYTHON -> WordedProfiles.cython();
      case JAVA -> BracedProfiles.java();
      case JAVASCRIPT -> BracedProfiles.javascript();
      case RUST -> BracedProfiles.rust();
      case GO -> BracedProfiles.go();
      case FORTRAN -> WordedProfiles.fortran();
      case FORTRAN_FIXED -> WordedProfiles.fortranFixed();
      case CSHARP -> BracedProfiles.csharp();
      case KOTLIN -> BracedProfiles.kotlin();
      case SCALA -> BracedProfiles.scala();
      case SWIFT -> BracedProfiles.swift();
      case RUBY -> WordedProfiles.ruby();
      case PHP -> BracedProfiles.php();
      case PERL -> BracedProfiles.perl();
      case SHELL -> WordedProfiles.shell();
      case R -> BracedProfiles.r();
      case JULIA -> WordedProfiles.julia();
      case MATLAB -> WordedProfiles.matlab();
      case LUA -> WordedProfiles.lua();
      case HASKELL -> WordedProfiles.haskell();
      case OCAML -> WordedProfiles.ocaml();
      case CUDA -> CProfiles.cuda();
      case OPENCL -> CProfiles.opencl();
      case GENERIC -> WordedProfiles.generic();
      case OBJECTIVE_C -> CProfiles.objectiveC();
    };
  }
}
