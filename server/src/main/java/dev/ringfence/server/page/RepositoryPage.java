package dev.ringfence.server.page;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.policy.Zone;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.policy.ZoneRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The zones of a repository and its map.
///
/// @param name what the repository is called
/// @param policyText which policy holds
/// @param zones its zones
/// @param asked a path whose ring was asked for
/// @param answer the ring; empty where nothing was asked
/// @param answerWhy why it lies there
/// @param mapReady whether the map is drawn
/// @param mapFault why it cannot be
public record RepositoryPage(
    String name,
    String policyText,
    List<ZoneRow> zones,
    String asked,
    String answer,
    String answerWhy,
    boolean mapReady,
    String mapFault) {
  public RepositoryPage {
    zones = List.copyOf(zones);
  }

  /// A zone.
  ///
  /// @param name what it is called
  /// @param ring its ring
  /// @param takes what it takes
  /// @param place where it stands
  public record ZoneRow(String name, String ring, List<String> takes, String place) {
    public ZoneRow {
      takes = List.copyOf(takes);
    }
  }

  /// The page of a policy.
  ///
  /// @param asked a path whose ring is asked for, or nothing
  /// @param mapFault why there is no map, where there can be none
  public static RepositoryPage of(
      String name, ZonePolicy policy, String asked, boolean mapReady, Optional<String> mapFault) {
    String answer = "";
    String why = "";
    if (!asked.isBlank()) {
      ZonePolicy.Placement placement = policy.place(asked.strip());
      answer =
          placement.ignored() ? "It is not judged." : "In the " + placement.ring().id() + " ring.";
      why =
          placement
              .ignoredBy()
              .or(() -> placement.rule().map(RepositoryPage::why))
              .orElse("No zone takes it, so the default ring holds.");
    }
    return new RepositoryPage(
        VisibleText.line(name),
        policy
            .source()
            .file()
            .map(source ->
                "Judged by "
                    + VisibleText.line(source)
                    + "; what no zone takes lies in the "
                    + policy.zoning().defaultRing().id()
                    + " ring.")
            .orElse("No policy was found: every path lies in the middle ring."),
        zones(policy),
        asked,
        answer,
        VisibleText.line(why),
        mapReady,
        mapFault.map(VisibleText::line).orElse(""));
  }

  private static String why(ZoneRule rule) {
    return rule.name() + " takes it: " + rule.why() + " (" + rule.place() + ")";
  }

  private static List<ZoneRow> zones(ZonePolicy policy) {
    List<ZoneRow> rows = new ArrayList<>();
    for (Zone zone : policy.zoning().zones()) {
      List<String> takes = new ArrayList<>();
      zone.paths().forEach(each -> takes.add(VisibleText.line(each)));
      zone.namespaces().forEach(each -> takes.add(VisibleText.line("namespace " + each)));
      zone.areas().forEach(each -> takes.add(VisibleText.line("area " + each)));
      rows.add(
          new ZoneRow(
              VisibleText.line(zone.name()),
              zone.ring().id(),
              takes,
              VisibleText.line(zone.file() + ":" + zone.line())));
    }
    return rows;
  }
}
