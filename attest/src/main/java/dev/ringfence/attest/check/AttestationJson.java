package dev.ringfence.attest.check;

import dev.ringfence.attest.contribution.AiSign;
import dev.ringfence.attest.contribution.ChangedFile;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.attest.contribution.TracedLines;
import dev.ringfence.attest.form.Attestation;
import dev.ringfence.attest.form.Box;
import dev.ringfence.attest.form.Part;
import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.match.LineRange;
import dev.ringfence.scanner.policy.Demand;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The outcome, or a change that an attestation is drafted for, as JSON; its schema is
/// `attest-report.schema.json`.
public final class AttestationJson {
  /// The version of the schema.
  public static final int VERSION = 1;

  private static final JsonMapper JSON = JsonMapper.shared();

  private AttestationJson() {}

  /// The outcome of a check.
  public static String of(AttestationReport report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    root.put("kind", "check");
    root.put("label", report.label());
    root.put("status", report.status());
    root.put("policy", report.policy());
    root.put("ring", report.ring().id());
    ArrayNode asked = root.putArray("asked");
    report.asked().stream().sorted().map(Demand::id).forEach(asked::add);
    said(root.putObject("said"), report.said());
    ArrayNode remarks = root.putArray("remarks");
    for (Remark remark : report.remarks()) {
      ObjectNode node = remarks.addObject();
      node.put("level", remark.level().name().toLowerCase(Locale.ROOT));
      node.put("code", remark.code());
      node.put("message", remark.message());
      node.put("why", remark.why());
      node.put("do", remark.remedy());
      remark.path().ifPresent(path -> node.put("path", path));
    }
    ArrayNode notes = root.putArray("notes");
    report.notes().forEach(notes::add);
    report.change().ifPresent(change -> change(root.putObject("change"), change));
    return write(root);
  }

  /// What a block is drafted from.
  ///
  /// @param block the block
  public static String ofDraft(Contribution change, String block) {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    root.put("kind", "draft");
    root.put("label", change.label());
    root.put("policy", change.policy().source().file().orElse("none: this is the default policy"));
    root.put("ring", change.ring().id());
    ArrayNode asked = root.putArray("asked");
    change.demands().attest().stream().sorted().map(Demand::id).forEach(asked::add);
    root.put("block", block);
    change(root.putObject("change"), change);
    return write(root);
  }

  private static String write(ObjectNode root) {
    return VisibleText.json(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  private static void said(ObjectNode node, Attestation said) {
    node.put("form", said.form().name().toLowerCase(Locale.ROOT));
    node.put("line", said.line());
    node.put("decision", said.decision().name().toLowerCase(Locale.ROOT));
    said.statedRing().ifPresent(ring -> node.put("drafted_for_ring", ring));
    ArrayNode boxes = node.putArray("boxes");
    for (Box box : said.boxes()) {
      boxes
          .addObject()
          .put("kind", box.kind().name().toLowerCase(Locale.ROOT))
          .put("ticked", box.ticked())
          .put("line", box.line())
          .put("text", box.text());
    }
    tools(node.putArray("tools"), said.tools());
    ArrayNode parts = node.putArray("parts");
    for (Part part : said.parts()) {
      ObjectNode entry = parts.addObject();
      entry.put("kind", part.kind()).put("path", part.path());
      lines(entry.putArray("lines"), part.lines());
    }
    node.put("prompts", said.prompts());
    node.put("search", said.search());
    node.put("tests", said.tests());
    node.put("explanation_words", said.explanationWords());
    node.put("prose", said.prose());
  }

  private static void tools(ArrayNode tools, List<ToolUse> uses) {
    for (ToolUse use : uses) {
      ObjectNode node = tools.addObject();
      node.put("tool", use.tool());
      node.put("version", use.version().orElse(null));
      node.put("model", use.model().orElse(null));
      node.put("evidence", use.evidence());
    }
  }

  private static void lines(ArrayNode lines, List<LineRange> ranges) {
    for (LineRange range : ranges) {
      lines.addObject().put("first", range.firstLine()).put("last", range.lastLine());
    }
  }

  private static void change(ObjectNode node, Contribution change) {
    node.put("label", change.label());
    ArrayNode files = node.putArray("files");
    for (ChangedFile file : change.files()) {
      ObjectNode entry = files.addObject();
      entry.put("path", file.path());
      entry.put("ring", file.ring().id());
      entry.put("part", file.part());
      entry.put("added_lines", file.addedLines());
      file.blast().ifPresent(blast -> entry.put("blast_radius", Math.round(blast.score())));
      ArrayNode rules = entry.putArray("rules");
      file.rules().forEach(rules::add);
      lines(entry.putArray("lines"), file.added());
      ArrayNode tests = entry.putArray("tests");
      file.tests().forEach(tests::add);
    }
    ArrayNode signs = node.putArray("signs");
    for (AiSign sign : change.signs()) {
      signs.addObject().put("where", sign.where()).put("text", sign.text());
    }
    ArrayNode traced = node.putArray("traced");
    for (TracedLines trace : change.traced()) {
      ObjectNode entry = traced.addObject();
      entry.put("path", trace.path());
      entry.put("evidence", trace.tool().evidence());
      entry.put("tool", trace.tool().tool());
      entry.put("model", trace.tool().model().orElse(null));
      lines(entry.putArray("lines"), trace.lines());
    }
    tools(node.putArray("tools"), change.tools());
    ArrayNode unread = node.putArray("unread");
    change.unread().forEach(unread::add);
  }
}
