package dev.ringfence.corpus.license;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether code under one license may go into a project under another without changing the
/// project's license. An answer for a report, not legal advice: it knows permissive licenses, the
/// GNU family and MPL-2.0, and says no to all it does not know.
public final class LicenseCompatibility {
  /*
   * The GNU family after the FSF's own matrix [1]: code under a version "or later" may be taken under a
   * later one, LGPL code under the GPL (LGPL-2.1 section 3: version 2 or any later one; LGPL-3 adds
   * permissions to GPL-3), GPL-3 code beside AGPL-3 code (section 13 of both). A project under "N or
   * later" promises its users every later version from N on, so code must allow all of those.
   *
   * [1] GNU licenses FAQ, "How are the various GNU licenses compatible with each other?"
   */
  private static final Pattern GNU = Pattern.compile("(AGPL|LGPL|GPL)-([0-9.]+)-(only|or-later)");

  /// The answer.
  ///
  /// @param compatible whether the project may take the code
  /// @param reason why, for a reader
  public record Answer(boolean compatible, String reason) {}

  private LicenseCompatibility() {}

  /// Whether a project may take code.
  ///
  /// @param project the project's license
  /// @param code the code's license
  public static Answer of(SpdxExpression project, SpdxExpression code) {
    return switch (code) {
      case SpdxExpression.Or or -> {
        List<Answer> answers = or.parts().stream().map(part -> of(project, part)).toList();
        yield answers.stream().filter(Answer::compatible).findFirst().orElse(answers.getFirst());
      }
      case SpdxExpression.And and -> {
        List<Answer> answers = and.parts().stream().map(part -> of(project, part)).toList();
        yield answers.stream()
            .filter(answer -> !answer.compatible())
            .findFirst()
            .orElse(answers.getFirst());
      }
      case SpdxExpression.With with -> {
        Answer plain = of(project, new SpdxExpression.License(with.id()));
        yield plain.compatible()
            ? plain
            : new Answer(
                false,
                plain.reason() + "; whether " + with.exception() + " helps is for a person to say");
      }
      case SpdxExpression.License license -> ofOne(project, license.id());
    };
  }

  private static Answer ofOne(SpdxExpression project, String code) {
    return switch (project) {
      // The project's users choose among its licenses, so the code must go with each.
      case SpdxExpression.Or or ->
          or.parts().stream()
              .map(part -> ofOne(part, code))
              .filter(answer -> !answer.compatible())
              .findFirst()
              .orElseGet(() -> ofOne(or.parts().getFirst(), code));
      // Some part of the project is under each; one that can hold the code is enough.
      case SpdxExpression.And and ->
          and.parts().stream()
              .map(part -> ofOne(part, code))
              .filter(Answer::compatible)
              .findFirst()
              .orElseGet(() -> ofOne(and.parts().getFirst(), code));
      case SpdxExpression.With with -> {
        Answer plain = pair(with.id(), code);
        yield plain.compatible() && !LicenseCategories.of(code).isPermissive()
            ? new Answer(false, code + " does not grant the project's " + with.exception())
            : plain;
      }
      case SpdxExpression.License license -> pair(license.id(), code);
    };
  }

  private record Gnu(String family, double version, boolean later) {}

  private static Optional<Gnu> gnu(String id) {
    Matcher matcher = GNU.matcher(id);
    return matcher.matches()
        ? Optional.of(
            new Gnu(
                matcher.group(1),
                Double.parseDouble(matcher.group(2)),
                matcher.group(3).equals("or-later")))
        : Optional.empty();
  }

  private static Answer pair(String project, String code) {
    if (project.equals(code)) {
      return new Answer(true, "the project is under " + code + " itself");
    }
    if (LicenseCategories.of(code).isPermissive()) {
      boolean patents = code.equals("Apache-2.0") && project.matches("L?GPL-(1|2)\\.[01]-only");
      return patents
          ? new Answer(false, "Apache-2.0 adds terms that " + project + " does not allow")
          : new Answer(true, code + " asks for its notice alone");
    }
    Optional<Gnu> to = gnu(project);
    Optional<Gnu> from = gnu(code);
    if (to.isPresent() && code.equals("MPL-2.0")) {
      boolean known = to.get().version() >= 2;
      return new Answer(
          known,
          known
              ? "MPL-2.0 names " + project + " as a secondary license (section 3.3)"
              : "MPL-2.0 does not name " + project);
    }
    if (to.isEmpty() || from.isEmpty()) {
      return new Answer(false, project + " cannot hold code under " + code);
    }
    return gnuPair(project, to.get(), code, from.get());
  }

  private static Answer gnuPair(String project, Gnu to, String code, Gnu from) {
    String no = code + " code cannot be under " + project;
    // The GPL that the code may be taken under.
    Gnu as =
        from.family().equals("LGPL") && !to.family().equals("LGPL")
            ? new Gnu(
                "GPL", Math.max(2, Math.floor(from.version())), from.later() || from.version() < 3)
            : from;
    if (as.family().equals("GPL") && to.family().equals("AGPL")) {
      boolean third = as.version() == 3 || (as.later() && as.version() <= 3);
      return new Answer(
          third && to.version() == 3,
          third ? "GPL-3.0 section 13 allows it beside " + project : no);
    }
    if (!as.family().equals(to.family())) {
      return new Answer(
          false,
          no
              + (as.family().equals("AGPL")
                  ? ": it asks more of network services"
                  : ": it would have to become " + as.family()));
    }
    if (as.later()) {
      boolean reaches = as.version() <= to.version();
      return new Answer(
          reaches,
          reaches
              ? code + " may be taken under " + project
              : no + ": the project would have to drop versions before " + as.version());
    }
    boolean same = as.version() == to.version() && !to.later();
    return new Answer(
        same,
        same
            ? code + " may be taken under " + project
            : no + (to.later() ? ": it does not allow later versions" : ": the versions differ"));
  }
}
