package dev.ringfence.audit.state;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.ringfence.scanner.result.ReportedFinding;
import tools.jackson.databind.json.JsonMapper;

/// Values of the state that are kept as JSON: records, by the names of their parts.
public final class FindingJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultVisibility(visible ->
              visible
                  .withFieldVisibility(Visibility.ANY)
                  .withGetterVisibility(Visibility.NONE)
                  .withIsGetterVisibility(Visibility.NONE))
          .build();

  private FindingJson() {}

  /// A record as JSON.
  public static String write(Record value) {
    return JSON.writeValueAsString(value);
  }

  /// A record from JSON.
  public static <T extends Record> T read(String json, Class<T> type) {
    return JSON.readValue(json, type);
  }

  /// A finding from JSON.
  public static ReportedFinding finding(String json) {
    return read(json, ReportedFinding.class);
  }
}
