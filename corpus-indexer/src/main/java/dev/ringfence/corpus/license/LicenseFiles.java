package dev.ringfence.corpus.license;

import dev.ringfence.corpus.license.LicenseEvidence.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The LICENSE and COPYING files of a work, and what those of one folder say together.
///
/// - `COPYING` with the GPL beside `COPYING.LESSER` with the LGPL of the same number is the FSF's
///   layout for the LGPL, which is written as additions to the GPL.
/// - A file without a license in its name (`LICENSE`) speaks before one with (`LICENSE-MIT`).
/// - Several with a license in the name are a choice where all are permissive, as Rust has it;
///   otherwise all hold, and the conflict is shown.
final class LicenseFiles {
  private static final String LICENSE_NAME =
      "(?:[al]?gpl|mit|bsd|apache|mpl|isc|zlib|artistic|boost|bsl|epl|cddl|cc0|psf|eupl|ofl|cecill|unlicense)";
  private static final String ENDING =
      "(?:\\.(?:txt|md|rst|html|rtf|text|markdown|adoc|org|in|tex))?";

  /// `LICENSE`, `COPYING.LIB`, `Licence-MIT.txt`, `COPYING3`.
  private static final Pattern LEADING =
      Pattern.compile(
          "(?i)(?:licen[sc]es?|copying|copyrights?)(?<rest>v?[0-9.]{0,4}(?:[-._ ].{0,40})?)");

  /// `MIT-LICENSE`, `GPL-LICENSE.txt`, `libfoo.COPYING`.
  private static final Pattern TRAILING =
      Pattern.compile("(?i)(?<rest>[\\w+.-]{1,40}[-._ ])(?:licen[sc]e|copying)" + ENDING);

  /// `GPL`, `LGPL-2.1.txt`, `GPLv3`.
  private static final Pattern BARE =
      Pattern.compile(
          "(?i)(?:unlicen[sc]e|"
              + LICENSE_NAME
              + "[-_. ]?v?[0-9.]{0,4}(?:[-_. ](?:clause|only|or-later|license))?)"
              + ENDING);

  /// A text by its id, as in `LICENSES/GPL-2.0-or-later.txt`.
  private static final Pattern IN_FOLDER = Pattern.compile("(?i)[\\w+.-]{1,60}?" + ENDING);

  private static final Pattern FOLDER = Pattern.compile("(?i)licen[sc]es?|copying");

  private static final Pattern CODE =
      Pattern.compile(
          "(?i).*\\.(c|cc|cpp|cxx|h|hh|hpp|py|pyi|pyx|java|js|mjs|ts|tsx|jsx|go|rs|rb|pl|pm|php|cs|kt|scala|swift|lua|sh|r|jl|m|hs|ml|html\\.erb|json|ya?ml|xml|toml|css|svg|png|license)");

  /// Texts of what a work comes with, not of its own.
  private static final Pattern OF_OTHERS =
      Pattern.compile(
          "(?i).*(third|3rd)[-_. ]?part.*|.*(vendor|bundled|dependenc|external|header|template|check|list|test|report|policy|exception|notice|faq|howto).*");

  private static final Pattern DOCUMENTS = Pattern.compile("(?i)docs?|licen[sc]es?|legal|copying");

  private final Map<String, List<LicenseEvidence>> byFolder = new TreeMap<>();

  /// Collects from the texts of a work, by path.
  LicenseFiles(Map<String, String> texts) {
    Map<String, List<Read>> read = new TreeMap<>();
    new TreeMap<>(texts)
        .forEach((path, text) ->
            read.computeIfAbsent(folder(path), key -> new ArrayList<>()).add(Read.of(path, text)));
    read.forEach((folder, files) -> byFolder.put(folder, together(files)));
    // `AMD/Doc/License.txt` speaks for `AMD`, where that has none of its own.
    new TreeMap<>(byFolder)
        .forEach((folder, found) -> {
          String name = folder.substring(folder.lastIndexOf('/') + 1);
          if (DOCUMENTS.matcher(name).matches()) {
            byFolder.putIfAbsent(folder(folder), found);
          }
        });
  }

  /// Whether a file is a license text or notice, by its name.
  static boolean isOne(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (CODE.matcher(name).matches()) {
      return false;
    }
    String folder = folder(path);
    return LEADING.matcher(name).matches()
        || TRAILING.matcher(name).matches()
        || BARE.matcher(name).matches()
        || (FOLDER.matcher(folder.substring(folder.lastIndexOf('/') + 1)).matches()
            && IN_FOLDER.matcher(name).matches());
  }

  private static String folder(String path) {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  /// A file that was read.
  ///
  /// @param rank which of a folder's files speaks first: 0 for one that names no license, 1 for one
  ///   that does, 2 for one about other works
  private record Read(LicenseEvidence evidence, int rank) {
    static Read of(String path, String text) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      Matcher leading = LEADING.matcher(name);
      boolean plain =
          leading.matches()
              && leading
                  .group("rest")
                  .matches("(?i)" + ENDING + "|[._-](?:code|source|src|main)" + ENDING);
      int rank = OF_OTHERS.matcher(name).matches() ? 2 : plain ? 0 : 1;
      LicenseEvidence evidence =
          LicenseHeader.readLicenseFile(path, text)
              .orElseGet(() ->
                  new LicenseEvidence(
                      Method.LICENSE_FILE, "", path, 1, "its text is none that is known"));
      return new Read(evidence, rank);
    }

    Optional<SpdxExpression> parsed() {
      return evidence.parsed();
    }
  }

  /// What the license files of one folder say: what holds first, then each file.
  private static List<LicenseEvidence> together(List<Read> files) {
    List<LicenseEvidence> all = new ArrayList<>();
    List<Read> ranked =
        files.stream().sorted((a, b) -> Integer.compare(a.rank(), b.rank())).toList();
    ranked.forEach(file -> all.add(file.evidence()));
    List<Read> known = ranked.stream().filter(file -> file.parsed().isPresent()).toList();
    if (known.size() < 2) {
      // One that is known decides wherever it stands.
      known.forEach(file -> {
        all.remove(file.evidence());
        all.addFirst(file.evidence());
      });
      return all;
    }
    Optional<LicenseEvidence> lesser = lesser(known);
    if (lesser.isPresent()) {
      all.addFirst(lesser.get());
      return all;
    }
    int rank = known.getFirst().rank();
    List<Read> first = known.stream().filter(file -> file.rank() == rank).toList();
    List<SpdxExpression> distinct =
        first.stream().flatMap(file -> file.parsed().stream()).distinct().toList();
    if (distinct.size() == 1) {
      all.remove(first.getFirst().evidence());
      all.addFirst(first.getFirst().evidence());
      return all;
    }
    boolean permissive = distinct.stream().allMatch(e -> e.category().isPermissive());
    SpdxExpression joined =
        permissive && rank == 1 ? new SpdxExpression.Or(distinct) : SpdxExpression.and(distinct);
    all.addFirst(combined(first, joined, permissive && rank == 1 ? "a choice of" : "together"));
    return all;
  }

  /// The FSF's layout for the LGPL.
  private static Optional<LicenseEvidence> lesser(List<Read> known) {
    List<Read> gpl = known.stream().filter(f -> id(f).startsWith("GPL-")).toList();
    List<Read> lgpl = known.stream().filter(f -> id(f).startsWith("LGPL-")).toList();
    if (gpl.isEmpty() || lgpl.isEmpty() || gpl.size() + lgpl.size() != known.size()) {
      return Optional.empty();
    }
    boolean additions =
        lgpl.stream().allMatch(f -> id(f).startsWith("LGPL-3"))
            && gpl.stream().allMatch(f -> id(f).startsWith("GPL-3"));
    boolean named =
        lgpl.stream()
            .anyMatch(f ->
                f.evidence().where().matches("(?i)(.*/)?copying[-._]?(v?[0-9.]*)[-._]?lesser.*"));
    if (!additions && !named) {
      // `COPYING` for the programs, `COPYING.LIB` for the library: which file is under which, only
      // its header says.
      List<SpdxExpression> both =
          known.stream().flatMap(f -> f.parsed().stream()).distinct().toList();
      return Optional.of(combined(known, SpdxExpression.and(both), "together"));
    }
    List<SpdxExpression> distinct =
        lgpl.stream().flatMap(f -> f.parsed().stream()).distinct().toList();
    return Optional.of(
        combined(known, SpdxExpression.and(distinct), "the LGPL, which adds to the GPL:"));
  }

  private static String id(Read file) {
    return file.evidence().expression();
  }

  private static LicenseEvidence combined(List<Read> files, SpdxExpression joined, String how) {
    List<String> names =
        files.stream()
            .map(file -> file.evidence().where())
            .map(path -> path.substring(path.lastIndexOf('/') + 1))
            .toList();
    LicenseEvidence first = files.getFirst().evidence();
    return new LicenseEvidence(
        Method.LICENSE_FILE,
        joined.toString(),
        first.where(),
        1,
        how + " " + String.join(", ", names));
  }

  /// What the nearest folder at or above a file says, what decides first. A folder `debian/` speaks
  /// for the package, not for itself.
  List<LicenseEvidence> of(String path) {
    String folder = path;
    List<LicenseEvidence> unread = new ArrayList<>();
    while (!folder.isEmpty()) {
      folder = folder(folder);
      List<LicenseEvidence> near = byFolder.get(folder);
      if (near == null && folder.isEmpty()) {
        near = byFolder.get("debian");
      }
      if (near == null) {
        continue;
      }
      boolean below = !folder.isEmpty() && !folder.equals("debian");
      List<LicenseEvidence> said =
          near.stream().map(item -> below ? as(Method.FOLDER_LICENSE, item) : item).toList();
      if (said.getFirst().parsed().isPresent()) {
        List<LicenseEvidence> all = new ArrayList<>(said);
        all.addAll(unread);
        return all;
      }
      // What cannot be read is shown, and what stands above speaks.
      unread.addAll(said);
    }
    return unread;
  }

  private static LicenseEvidence as(Method method, LicenseEvidence item) {
    return new LicenseEvidence(method, item.expression(), item.where(), item.line(), item.detail());
  }
}
