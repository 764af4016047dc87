package dev.ringfence.server.web;

import dev.ringfence.audit.report.AuditReport;
import dev.ringfence.audit.triage.Decision;
import dev.ringfence.audit.triage.Triage;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.server.http.Call;
import dev.ringfence.server.http.HttpFault;
import dev.ringfence.server.http.Router;
import dev.ringfence.server.page.Links;
import dev.ringfence.server.page.TriageFindingPage;
import dev.ringfence.server.page.TriagePage;
import dev.ringfence.server.settings.ServerSettings.ServerClock;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The audits of a folder: their reports, and their findings to decide about. Decisions go into the
/// same file as those of `ringfence audit triage`.
final class AuditPages {
  /// Pages of an audit's making stand alone: they may style themselves, and run what they bring
  /// with them, but as a page of no origin, which can reach nothing.
  private static final String REPORT_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:;"
          + " form-action 'none'; frame-ancestors 'self'; sandbox allow-scripts allow-popups";

  /// Remembers who decides, so that a name is typed once.
  private static final String NAME_COOKIE = "ringfence-name";

  private static final int KEY_BYTES = 24;
  private static final int REASON = 4_000;
  private static final int NAME = 200;

  private final Audits audits;
  private final ServerClock clock;
  private final Shower shower;

  /// In each form, and known to no page of another site. Browsers that tell where a request comes
  /// from are believed without it; those that do not are not.
  private final String key;

  /// Shows a template.
  @FunctionalInterface
  interface Shower {
    /// Shows it.
    void show(Call call, int status, String template, Map<String, Object> values);
  }

  AuditPages(Path folder, ServerClock clock, Shower shower) {
    this.audits = new Audits(folder);
    this.clock = clock;
    this.shower = shower;
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    this.key = HexFormat.of().formatHex(random);
  }

  void addTo(Router router) {
    router
        .on("GET", "/audits", this::list)
        .on("GET", "/audits/{path...}", this::report)
        .on("GET", "/triage/{audit...}", this::triage)
        .on("POST", "/triage/{audit...}", this::decide);
  }

  private void list(Call call) throws IOException {
    shower.show(
        call,
        200,
        "audits",
        Map.of("folder", Shown.text(audits.folder().toString()), "audits", audits.all()));
  }

  private void report(Call call) throws IOException {
    Path file = audits.report(call.path("path"));
    call.with("Content-Security-Policy", REPORT_POLICY)
        .with("Cross-Origin-Opener-Policy", "unsafe-none")
        .answer(200, "text/html; charset=utf-8", Files.readAllBytes(file));
  }

  private void triage(Call call) throws IOException {
    String audit = call.path("audit");
    String finding = call.query("finding");
    try (Audits.Opened opened = audits.open(audit)) {
      AuditReport report = opened.report();
      if (!finding.isEmpty()) {
        AuditReport.Row row = row(report, finding);
        if (call.query("as").equals("patch")) {
          patch(call, report, row);
        } else {
          show(call, 200, audit, report, row, draft(call, row, ""));
        }
        return;
      }
      shower.show(
          call,
          200,
          "triage",
          Map.of(
              "page",
              TriagePage.of(
                  audit,
                  report,
                  new TriagePage.Filter(call.query("decision"), call.query("q").strip()),
                  from(call),
                  call.query("saved").matches("[0-9a-f]{1,64}") ? call.query("saved") : "")));
    }
  }

  private static int from(Call call) {
    return call.query("from").matches("[0-9]{1,8}") ? Integer.parseInt(call.query("from")) : 0;
  }

  private static AuditReport.Row row(AuditReport report, String finding) {
    try {
      return report.row(finding);
    } catch (RingfenceException unknown) {
      throw HttpFault.notFound(unknown.diagnostic().message());
    }
  }

  private static void patch(Call call, AuditReport report, AuditReport.Row row) throws IOException {
    byte[] patch = report.detail(row).patch();
    if (patch.length == 0) {
      throw HttpFault.notFound("nothing of this finding is there to be taken out");
    }
    call.with(
            "Content-Disposition", "attachment; filename=\"rollback-" + row.shortId() + ".patch\"")
        .answer(200, "text/x-patch", patch);
  }

  private TriageFindingPage.Draft draft(Call call, AuditReport.Row row, String fault) {
    Optional<Decision> made = row.decision();
    return new TriageFindingPage.Draft(
        key,
        was(made),
        made.map(each -> each.kind().id()).orElse(""),
        made.map(Decision::reason).orElse(""),
        call.cookie(NAME_COOKIE).map(AuditPages::decoded).orElse(""),
        fault);
  }

  private static String decoded(String cookie) {
    try {
      return URLDecoder.decode(cookie, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  /// Names the decision that a form was filled in over; empty for none.
  private static String was(Optional<Decision> decision) {
    return decision
        .map(made ->
            HexFormat.of()
                .formatHex(
                    sha256(
                        made.finding()
                            + "\n"
                            + made.kind().id()
                            + "\n"
                            + made.reason()
                            + "\n"
                            + made.name()
                            + "\n"
                            + made.day())))
        .orElse("");
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.NoSuchAlgorithmException never) {
      throw new IllegalStateException(never);
    }
  }

  private void show(
      Call call,
      int status,
      String audit,
      AuditReport report,
      AuditReport.Row row,
      TriageFindingPage.Draft draft)
      throws IOException {
    shower.show(
        call,
        status,
        "triagefinding",
        Map.of("page", TriageFindingPage.of(audit, report, report.detail(row), draft)));
  }

  private static String field(Map<String, Call.Part> form, String name) {
    Call.Part part = form.get(name);
    return part == null ? "" : part.text().strip();
  }

  /// What a form decides; why it cannot be taken is thrown.
  private record Filled(Decision.Kind kind, String reason, String name) {}

  private static Filled filled(TriageFindingPage.Draft draft) throws InvalidFormException {
    Decision.Kind kind =
        Decision.Kind.of(draft.decision())
            .orElseThrow(() -> new InvalidFormException("Choose what you decide."));
    if (draft.reason().isEmpty()) {
      throw new InvalidFormException("Say why: a decision needs a reason.");
    }
    if (draft.name().isEmpty()) {
      throw new InvalidFormException("Say who decides: a decision needs a name.");
    }
    if (draft.reason().length() > REASON || draft.name().length() > NAME) {
      throw new InvalidFormException(
          "A reason has at most "
              + REASON
              + " characters, a name "
              + NAME
              + ". Keep the rest where it can be linked.");
    }
    return new Filled(kind, draft.reason(), draft.name());
  }

  private static final class InvalidFormException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidFormException(String message) {
      super(message);
    }
  }

  /// Someone else decided since the form was shown.
  private static final class OvertakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void decide(Call call) throws IOException {
    String audit = call.path("audit");
    Map<String, Call.Part> form = call.form();
    if (!MessageDigest.isEqual(
        field(form, "key").getBytes(StandardCharsets.UTF_8),
        key.getBytes(StandardCharsets.UTF_8))) {
      throw new HttpFault(
          403,
          Diagnostic.of(
              "server/form-key",
              "this form is not of this server, or older than its last start; nothing was decided",
              "open the finding again, and fill in its form"));
    }
    String next;
    try (Audits.Opened opened = audits.open(audit)) {
      AuditReport report = opened.report();
      AuditReport.Row row = row(report, call.query("finding"));
      TriageFindingPage.Draft draft =
          new TriageFindingPage.Draft(
              key,
              field(form, "was"),
              field(form, "decision"),
              field(form, "reason").replace("\r\n", "\n"),
              field(form, "name"),
              "");
      Decision decision;
      try {
        Filled filled = filled(draft);
        decision =
            row.decide(
                filled.kind(), filled.reason(), filled.name(), clock.today().get().toString());
      } catch (InvalidFormException fault) {
        show(call, 422, audit, report, row, with(draft, draft.was(), fault.getMessage()));
        return;
      }
      try {
        Triage.change(
            opened.folder(),
            triage -> {
              if (!was(triage.of(row.id(), row.text(), row.workName())).equals(draft.was())) {
                throw new OvertakenException();
              }
              triage.put(decision);
            });
      } catch (OvertakenException _) {
        overtaken(call, audit, row.id(), draft);
        return;
      }
      next = field(form, "then").equals("next") ? nextOpen(report, row) : "";
    }
    call.with(
            "Set-Cookie",
            NAME_COOKIE
                + "="
                + URLEncoder.encode(field(form, "name"), StandardCharsets.UTF_8)
                + "; Path=/triage; HttpOnly; SameSite=Strict")
        .redirect(
            next.isEmpty()
                ? Links.triage(audit) + "?saved=" + Links.value(call.query("finding"))
                : Links.finding(audit, next));
  }

  /// Shows what was decided meanwhile beside what was typed, to be sent again or not.
  private void overtaken(Call call, String audit, String finding, TriageFindingPage.Draft draft)
      throws IOException {
    try (Audits.Opened opened = audits.open(audit)) {
      AuditReport.Row row = row(opened.report(), finding);
      show(
          call,
          409,
          audit,
          opened.report(),
          row,
          with(
              draft,
              was(row.decision()),
              "Someone decided about this finding while you did; nothing of yours was kept. What"
                  + " holds now stands above. Save again to replace it."));
    }
  }

  private static TriageFindingPage.Draft with(
      TriageFindingPage.Draft draft, String was, @org.jspecify.annotations.Nullable String fault) {
    return new TriageFindingPage.Draft(
        draft.key(),
        was,
        draft.decision(),
        draft.reason(),
        draft.name(),
        fault == null ? "" : fault);
  }

  /// The first finding after one that nobody has decided about, from the beginning again at the
  /// end; empty where there is none.
  private static String nextOpen(AuditReport report, AuditReport.Row after) {
    List<AuditReport.Row> rows = report.rows();
    int at = rows.indexOf(after);
    List<AuditReport.Row> turned = new ArrayList<>(rows.subList(at + 1, rows.size()));
    turned.addAll(rows.subList(0, at));
    return turned.stream()
        .filter(row -> row.decision().isEmpty())
        .map(AuditReport.Row::id)
        .findFirst()
        .orElse("");
  }
}
