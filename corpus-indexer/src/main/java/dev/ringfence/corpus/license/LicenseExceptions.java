package dev.ringfence.corpus.license;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The exceptions of the SPDX list by the names that people give them: "the Classpath exception",
/// "GCC Runtime Library Exception, version 3.1".
final class LicenseExceptions {
  private static final Map<String, String> NAMES = names();

  /// An exception named in running text, lower case, comment marks taken out.
  private record Reference(Pattern pattern, String id) {
    Reference(String pattern, String id) {
      this(Pattern.compile(pattern), id);
    }
  }

  private static final String EXCEPTION = "[\"'”’)]{0,2} (linking |license |runtime )?exception";
  private static final List<Reference> REFERENCES =
      List.of(
          new Reference("gcc runtime library exception", "GCC-exception-3.1"),
          new Reference("gcc[- ]exception-(3\\.1)", "GCC-exception-3.1"),
          new Reference("runtime library exception,? (version|v)? ?3\\.1", "GCC-exception-3.1"),
          new Reference(
              "classpath"
                  + EXCEPTION
                  + "|classpath-exception|gnu classpath license|classpath::license",
              "Classpath-exception-2.0"),
          new Reference("openjdk assembly exception", "OpenJDK-assembly-exception-1.0"),
          new Reference("ecos" + EXCEPTION + "|ecos license", "eCos-exception-2.0"),
          new Reference(
              "autoconf (configure script )?exception,? (version|v)? ?3|autoconf-exception-3",
              "Autoconf-exception-3.0"),
          new Reference(
              "autoconf( configure script)?" + EXCEPTION + "|autoconf-exception",
              "Autoconf-exception-2.0"),
          new Reference("bison" + EXCEPTION + "|bison-exception", "Bison-exception-2.2"),
          new Reference("libtool" + EXCEPTION + "|libtool-exception", "Libtool-exception"),
          new Reference(
              "font(s)?( embedding)?" + EXCEPTION + "|font embedding exception|font-exception",
              "Font-exception-2.0"),
          new Reference(
              "linux[- ]syscall[- ]note|system ?call (note|exception)|syscall" + EXCEPTION,
              "Linux-syscall-note"),
          new Reference(
              "wxwindows library li[cs]en[cs]e|wxwidgets licen[cs]e|wxwindows (library )?exception|wxwindows licen[cs]e",
              "WxWindows-exception-3.1"),
          new Reference("fltk" + EXCEPTION, "FLTK-exception"),
          new Reference("llvm" + EXCEPTION + "s?|llvm-exception", "LLVM-exception"),
          new Reference("swift" + EXCEPTION + "|runtime library exception", "Swift-exception"),
          new Reference(
              "ocaml( lgpl)?"
                  + EXCEPTION
                  + "|special exception on linking described in|special linking exception described in",
              "OCaml-LGPL-linking-exception"),
          new Reference("qt gpl exception", "Qt-GPL-exception-1.0"),
          new Reference(
              "(digia |nokia |the )?qt( company)? (lgpl )?exception", "Qt-LGPL-exception-1.1"),
          new Reference("gnat (runtime )?" + "exception|gnat modified gpl", "GNAT-exception"),
          new Reference("freertos" + EXCEPTION, "freertos-exception-2.0"),
          new Reference("u-boot" + EXCEPTION, "u-boot-exception-2.0"),
          new Reference("universal foss exception", "Universal-FOSS-exception-1.0"),
          new Reference(
              "mysql foss (license )?exception|foss license exception|floss license exception",
              "LicenseRef-FOSS-exception"),
          new Reference("bootloader" + EXCEPTION, "Bootloader-exception"),
          new Reference("texinfo" + EXCEPTION, "Texinfo-exception"),
          new Reference("clisp" + EXCEPTION, "CLISP-exception-2.0"),
          new Reference("openvpn[- ]openssl", "openvpn-openssl-exception"),
          new Reference(
              "openssl"
                  + EXCEPTION
                  + "|permission to link (the code of )?.{0,90}\\bopenssl|exception for (linking with )?openssl|linking (of .{0,60})?with (the )?openssl",
              "LicenseRef-OpenSSL-exception"));

  private static final Needles NEEDLES =
      new Needles(List.of("exception", "syscall", "openssl", "wxw", "system call note"));

  private LicenseExceptions() {}

  /// The id of an exception that an expression names after `WITH`; the name itself where it is not
  /// known.
  static String current(String name) {
    return known(name).orElse(name);
  }

  /// The id of an exception by a name such as "Classpath", "GCC runtime library", "Font exception".
  static Optional<String> known(String name) {
    Optional<String> listed = LicenseIds.canonical(name);
    if (listed.isPresent()) {
      return listed;
    }
    String key = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", " ").trim();
    String bare =
        key.replaceAll("^(the|a|an|special) ", "")
            .replaceAll(" ?(linking |license |special )?exceptions?\\b", "")
            .trim();
    String found = NAMES.get(bare);
    if (found == null) {
      found = NAMES.get(bare.replaceAll(" ?(version |v)?[0-9.]+$", ""));
    }
    if (found == null) {
      return LicenseIds.canonical(key.replace(' ', '-'))
          .or(() -> LicenseIds.canonical(bare.replace(' ', '-') + "-exception"));
    }
    if (found.equals("Autoconf-exception-2.0") && bare.endsWith("3.0")) {
      return Optional.of("Autoconf-exception-3.0");
    }
    if (found.equals("GCC-exception-3.1") && bare.endsWith(" 2.0")) {
      return Optional.of("GCC-exception-2.0");
    }
    return Optional.of(found);
  }

  /// As [#known], with an id of our own for one that is not known.
  static String knownOrRef(String name) {
    return known(name)
        .orElseGet(() -> {
          String plain = name.trim().replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^-|-$", "");
          return plain.startsWith("LicenseRef-") || plain.startsWith("AdditionRef-")
              ? plain
              : "LicenseRef-" + (plain.isEmpty() ? "unknown-exception" : plain);
        });
  }

  /// An exception that a text names.
  ///
  /// @param start where, in the text
  record Named(String id, int start, String words) {}

  /// The exception that a flattened, lower-case text grants by naming it.
  static Optional<Named> named(String flat) {
    if (!NEEDLES.standIn(flat)) {
      return Optional.empty();
    }
    for (Reference reference : REFERENCES) {
      Matcher matcher = reference.pattern().matcher(flat);
      while (matcher.find()) {
        String before = flat.substring(Math.max(0, matcher.start() - 40), matcher.start());
        if (!DENIED.matcher(before).find()) {
          return Optional.of(new Named(reference.id(), matcher.start(), matcher.group()));
        }
      }
    }
    return Optional.empty();
  }

  private static final Pattern DENIED =
      Pattern.compile(
          "\\b(without|no|not|lacks?|unlike|remove[ds]?|except for|delete)( the| any| a)?( special)? ?[\"'“‘]?$");

  private static Map<String, String> names() {
    Map<String, String> map = new TreeMap<>();
    map.put("classpath", "Classpath-exception-2.0");
    map.put("gnu classpath", "Classpath-exception-2.0");
    map.put("cpe", "Classpath-exception-2.0");
    map.put("ce", "Classpath-exception-2.0");
    map.put("gcc", "GCC-exception-3.1");
    map.put("gcc runtime", "GCC-exception-3.1");
    map.put("gcc runtime library", "GCC-exception-3.1");
    map.put("gcc rle", "GCC-exception-3.1");
    map.put("runtime library", "GCC-exception-3.1");
    map.put("autoconf", "Autoconf-exception-2.0");
    map.put("configure", "Autoconf-exception-2.0");
    map.put("bison", "Bison-exception-2.2");
    map.put("bison parser", "Bison-exception-2.2");
    map.put("libtool", "Libtool-exception");
    map.put("font", "Font-exception-2.0");
    map.put("fonts", "Font-exception-2.0");
    map.put("font embedding", "Font-exception-2.0");
    map.put("llvm", "LLVM-exception");
    map.put("llvms", "LLVM-exception");
    map.put("ecos", "eCos-exception-2.0");
    map.put("linux syscall", "Linux-syscall-note");
    map.put("linux syscall note", "Linux-syscall-note");
    map.put("syscall", "Linux-syscall-note");
    map.put("syscall note", "Linux-syscall-note");
    map.put("linux system call note", "Linux-syscall-note");
    map.put("openssl", "LicenseRef-OpenSSL-exception");
    map.put("ssl", "LicenseRef-OpenSSL-exception");
    map.put("wxwindows", "WxWindows-exception-3.1");
    map.put("wxwidgets", "WxWindows-exception-3.1");
    map.put("fltk", "FLTK-exception");
    map.put("ocaml", "OCaml-LGPL-linking-exception");
    map.put("ocaml lgpl", "OCaml-LGPL-linking-exception");
    map.put("qt", "Qt-LGPL-exception-1.1");
    map.put("qt gpl", "Qt-GPL-exception-1.0");
    map.put("digia qt", "Digia-Qt-LGPL-exception-1.1");
    map.put("qwt", "Qwt-exception-1.0");
    map.put("gnat", "GNAT-exception");
    map.put("freertos", "freertos-exception-2.0");
    map.put("u boot", "u-boot-exception-2.0");
    map.put("bootloader", "Bootloader-exception");
    map.put("texinfo", "Texinfo-exception");
    map.put("clisp", "CLISP-exception-2.0");
    map.put("rsync", "rsync-linking-exception");
    map.put("universal foss", "Universal-FOSS-exception-1.0");
    map.put("cgal", "CGAL-linking-exception");
    map.put("swift", "Swift-exception");
    map.put("independent modules", "Independent-modules-exception");
    map.put("lzma", "LZMA-exception");
    return map;
  }
}
