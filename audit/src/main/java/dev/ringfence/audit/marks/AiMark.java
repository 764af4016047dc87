package dev.ringfence.audit.marks;

/// A sign that a tool wrote of a commit.
///
/// @param sign which sign, an id of the table or of a file format
/// @param tool the tool; empty where the sign does not name it
/// @param strength how surely it says so, from 0 to 100
/// @param source where the sign's syntax is from
/// @param evidence what was found, as it is written
public record AiMark(String sign, String tool, int strength, String source, String evidence) {
  private static final int LONGEST = 300;

  public AiMark {
    String line = evidence.strip().replaceAll("\\s+", " ");
    evidence = line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }
}
