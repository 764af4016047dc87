package dev.ringfence.audit.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ringfence.audit.state.StateView;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// All there is, for programs; `docs/audit.md` describes it. Written a finding at a time.
final class JsonReport implements ReportFormat.Renderer {
  private static final int VERSION = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultVisibility(visible ->
              visible
                  .withFieldVisibility(Visibility.ANY)
                  .withGetterVisibility(Visibility.NONE)
                  .withIsGetterVisibility(Visibility.NONE))
          .changeDefaultPropertyInclusion(
              include -> include.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  @Override
  public void render(AuditReport report, Writer out) throws IOException {
    JsonGenerator json =
        JSON.writer()
            .without(tools.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
            .withDefaultPrettyPrinter()
            .createGenerator(out);
    json.writeStartObject();
    json.writeNumberProperty("version", VERSION);
    json.writeStringProperty(
        "status",
        switch (report.exitStatus()) {
          case INCOMPLETE -> "incomplete";
          case FINDINGS -> "findings";
          case CLEAN, USAGE -> report.rows().isEmpty() ? "clean" : "below-fail-level";
        });
    json.writePOJOProperty("run", report.run());
    json.writePOJOProperty("scan", report.scan());
    json.writePOJOProperty("totals", report.totals());
    json.writePOJOProperty("months", report.months());
    json.writePOJOProperty("ai_signs", report.marks());
    json.writeName("findings");
    json.writeStartArray();
    for (AuditReport.Row row : report.rows()) {
      finding(json, report.detail(row));
    }
    json.writeEndArray();
    json.writePOJOProperty("not_checked", report.unchecked());
    json.writePOJOProperty("method", ReportText.method(report));
    json.writeEndObject();
    json.flush();
    out.write("\n");
  }

  private static void finding(JsonGenerator json, AuditReport.Detail detail) {
    AuditReport.Row row = detail.row();
    json.writeStartObject();
    json.writeStringProperty("fingerprint", "sha256:" + row.id());
    json.writeNumberProperty("copy", row.copy());
    json.writeBooleanProperty("fails", row.fails());
    json.writePOJOProperty("introduced", row.first().commit());
    json.writeStringProperty("dates", row.dates().name().toLowerCase(Locale.ROOT));
    json.writePOJOProperty("ai_signs", detail.marks());
    json.writePOJOProperty("ai_lines", detail.aiLines());
    row.decision().ifPresent(decision -> json.writePOJOProperty("decision", decision));
    json.writeName("seen");
    json.writeStartArray();
    for (StateView.Seen seen : detail.seen()) {
      json.writePOJO(seen);
    }
    json.writeEndArray();
    json.writePOJOProperty("added_again", detail.again());
    json.writePOJOProperty("now", detail.answer());
    if (detail.patch().length > 0) {
      json.writeStringProperty("patch_file", RollbackFiles.patch(row));
      patch(json, detail.patch());
    }
    json.writePOJOProperty("finding", detail.finding());
    json.writeEndObject();
  }

  /// A patch is text where the file is UTF-8, and else bytes.
  private static void patch(JsonGenerator json, byte[] patch) {
    try {
      json.writeStringProperty(
          "patch", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(patch)).toString());
    } catch (CharacterCodingException otherEncoding) {
      json.writeStringProperty("patch_base64", Base64.getEncoder().encodeToString(patch));
    }
  }
}
