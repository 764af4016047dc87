package dev.ringfence.corpus.license;

import dev.ringfence.corpus.license.LicenseEvidence.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Concludes the license of each file of one work. Built from the work's own license files, then
/// asked file by file; safe for use by several threads.
public final class LicenseDetector {
  private static final Pattern LICENSE_FILE =
      Pattern.compile("(?i)(licen[sc]e|copying|copyright)([-._].{0,20})?|unlicense");

  private final @Nullable DebianCopyright debian;
  private final Map<String, LicenseEvidence> byFolder = new TreeMap<>();
  private final List<LicenseEvidence> ofWork = new ArrayList<>();

  /// A detector for a work.
  ///
  /// @param licenseFiles the texts of the files that [#isLicenseFile] takes, by path
  /// @param metadata evidence that holds for the whole work
  /// @param declared the expression given by whoever adds the work
  public LicenseDetector(
      Map<String, String> licenseFiles, List<LicenseEvidence> metadata, Optional<String> declared) {
    String copyright = licenseFiles.get("debian/copyright");
    this.debian = copyright == null ? null : DebianCopyright.parse(copyright).orElse(null);
    new TreeMap<>(licenseFiles)
        .forEach((path, text) -> {
          if (path.equals("debian/copyright") && debian != null) {
            return;
          }
          LicenseHeader.readLicenseFile(path, text)
              .ifPresent(evidence -> byFolder.putIfAbsent(folder(path), evidence));
        });
    ofWork.addAll(metadata);
    declared.ifPresent(expression ->
        ofWork.add(
            new LicenseEvidence(
                Method.DECLARED, expression, "command line", 0, "--license " + expression)));
  }

  /// Whether a file may hold the license of the files beside it, by its name.
  public static boolean isLicenseFile(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return path.equals("debian/copyright")
        || (LICENSE_FILE.matcher(name).matches()
            && !name.matches("(?i).*\\.(c|h|py|java|js|go|rs|pyx|cpp|html)"));
  }

  private static String folder(String path) {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  /// The license of a file with its evidence.
  public LicenseConclusion of(String path, String text) {
    List<LicenseEvidence> evidence = new ArrayList<>(LicenseHeader.read(path, text));
    if (debian != null) {
      debian.of(path).ifPresent(evidence::add);
    }
    String folder = path;
    while (!folder.isEmpty()) {
      folder = folder(folder);
      LicenseEvidence near = byFolder.get(folder);
      // A folder named debian/ speaks for the package, not for itself.
      if (near == null && folder.isEmpty()) {
        near = byFolder.get("debian");
      }
      if (near != null) {
        evidence.add(near);
        break;
      }
    }
    evidence.addAll(ofWork);
    return LicenseConclusion.of(evidence);
  }
}
