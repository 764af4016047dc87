package dev.ringfence.attest.contribution;

import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.policy.Landing;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.policy.RingDemands;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a change is, as far as git, commit messages and traces show.
///
/// @param label the range
/// @param policy the policy that it is judged by
/// @param files what it touches and the policy judges
/// @param commits its commits, the oldest first
/// @param signs the signs of AI
/// @param traced the lines that traces say a tool wrote
/// @param unread what could not be read
public record Contribution(
    String label,
    ZonePolicy policy,
    List<ChangedFile> files,
    List<Commit> commits,
    List<AiSign> signs,
    List<TracedLines> traced,
    List<String> unread) {
  private static final String RECORDS = ".provenance/";

  public Contribution {
    files = List.copyOf(files);
    commits = List.copyOf(commits);
    signs = List.copyOf(signs);
    traced = List.copyOf(traced);
    unread = List.copyOf(unread);
  }

  /// A change with its commits.
  ///
  /// @param blast the blast radius of its files, where it was computed
  public static Contribution of(
      Change change, ZonePolicy policy, Map<String, Landing.Blast> blast, List<Commit> commits) {
    List<ChangedFile> files = new ArrayList<>();
    for (FileChange file : change.files()) {
      if (file.path().startsWith(RECORDS)) {
        continue; // What is said of a change raises no ring.
      }
      ChangedFile.of(file, policy, blast).ifPresent(files::add);
    }
    return new Contribution(
        change.label(),
        policy,
        files,
        commits,
        AiSign.in(commits, policy.ai().disclosure()),
        List.of(),
        change.faults());
  }

  /// The same with what traces say.
  public Contribution withTraces(List<TracedLines> traces) {
    List<TracedLines> own =
        traces.stream()
            .filter(trace -> files.stream().anyMatch(file -> file.path().equals(trace.path())))
            .toList();
    List<AiSign> all = new ArrayList<>(signs);
    for (TracedLines trace : own) {
      all.add(
          new AiSign(
              trace.tool().evidence(),
              trace.path() + " is traced to " + trace.tool().tool(),
              Optional.of(trace.tool())));
    }
    return new Contribution(label, policy, files, commits, all, own, unread);
  }

  /// The highest ring that it touches.
  public Ring ring() {
    return files.stream().map(ChangedFile::ring).max(Comparator.naturalOrder()).orElse(Ring.OUTER);
  }

  /// What that ring asks for.
  public RingDemands demands() {
    return policy.demands(ring());
  }

  /// The tools that signs and traces name, each once; one with its model stands for one without.
  public List<ToolUse> tools() {
    List<ToolUse> tools = new ArrayList<>();
    for (ToolUse tool :
        Stream.concat(
                traced.stream().map(TracedLines::tool),
                signs.stream().flatMap(sign -> sign.tool().stream()))
            .toList()) {
      if (tools.stream().noneMatch(tool::sameAs)) {
        tools.add(tool);
      }
    }
    tools.removeIf(tool ->
        tool.model().isEmpty()
            && tools.stream()
                .anyMatch(other ->
                    other.model().isPresent() && other.tool().equalsIgnoreCase(tool.tool())));
    return tools;
  }

  /// The files that lie in a ring.
  public List<ChangedFile> filesIn(Ring ring) {
    return files.stream().filter(file -> file.ring() == ring).toList();
  }
}
