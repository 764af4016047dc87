package dev.ringfence.server.web;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.index.WorkIndex;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.scanner.report.MarkdownRenderer;
import dev.ringfence.scanner.report.ReportJson;
import dev.ringfence.scanner.report.SarifRenderer;
import dev.ringfence.scanner.report.SearchReceipt;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.scan.Build;
import dev.ringfence.server.http.Call;
import dev.ringfence.server.http.Guard;
import dev.ringfence.server.http.HttpFault;
import dev.ringfence.server.http.Router;
import dev.ringfence.server.page.FilePage;
import dev.ringfence.server.page.FindingView;
import dev.ringfence.server.page.HomePage;
import dev.ringfence.server.page.IndexPage;
import dev.ringfence.server.page.Links;
import dev.ringfence.server.page.ReportPage;
import dev.ringfence.server.page.RepositoryPage;
import dev.ringfence.server.page.Site;
import dev.ringfence.server.page.Templates;
import dev.ringfence.server.page.Words;
import dev.ringfence.server.page.WorkPage;
import dev.ringfence.server.scan.LiveIndex;
import dev.ringfence.server.scan.ScanJobs;
import dev.ringfence.server.scan.Submission;
import dev.ringfence.server.store.ReportStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The pages.
public final class Pages {
  /// How long the answer to a form waits for its scan before a page of progress is shown.
  private static final long PATIENCE_MILLIS = 1_500;

  private static final int LATEST = 12;
  private static final int COMMITS = 40;
  private static final int NEAR = 3;

  /// Pages of other programs' making stand alone: they may style themselves, and run what they
  /// bring with them, but as a page of no origin, which can reach nothing.
  private static final String MAP_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

  private final Backend backend;
  private final Guard guard;
  private final Site site;
  private final Templates templates = new Templates();
  private final StaticFiles files = new StaticFiles();
  private final Optional<RepositoryMap> repository;

  /// The pages of a server.
  public Pages(Backend backend, Guard guard) {
    this.backend = backend;
    this.guard = guard;
    this.repository = backend.settings().repository().map(RepositoryMap::new);
    this.site =
        Site.of(Build.version(), repository.isPresent(), backend.settings().audits().isPresent());
  }

  /// Adds their routes.
  public void addTo(Router router) {
    router
        .on("GET", "/", this::home)
        .on("POST", "/scan", this::scan)
        .on("GET", "/scan/{job}", this::progress)
        .on("GET", "/report/{digest}", this::report)
        .on("GET", "/report/{digest}/receipt", this::receipt)
        .on("GET", "/report/{digest}/near", this::near)
        .on("GET", "/index", this::works)
        .on("GET", "/index/{work}", this::work)
        .on("GET", "/index/{work}/file/{path...}", this::file)
        .on("GET", "/index/{work}/notice/{key}", this::notice)
        .on("GET", "/sign-in", call -> signIn(call, false))
        .on("POST", "/sign-in", this::signedIn)
        .on("GET", "/static/{name}", files::answer)
        .on("GET", "/favicon.ico", files::icon);
    if (repository.isPresent()) {
      router.on("GET", "/repository", this::repository).on("GET", "/repository/map", this::map);
    }
    backend
        .settings()
        .audits()
        .ifPresent(
            folder -> new AuditPages(folder, backend.settings().clock(), this::show).addTo(router));
  }

  private void show(Call call, String template, Map<String, Object> values) {
    show(call, 200, template, values);
  }

  private void show(Call call, int status, String template, Map<String, Object> values) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put("site", site);
    call.html(status, templates.render(template, all));
  }

  /// Shows a fault.
  public void fault(Call call, int status, Diagnostic fault) {
    show(call, status, "fault", Map.of("status", status, "fault", fault));
  }

  private void home(Call call) throws IOException {
    List<HomePage.KeptReport> latest = new ArrayList<>();
    for (String digest : backend.store().latest(LATEST)) {
      Optional<ReportStore.Kept> kept = backend.store().find(digest);
      if (kept.isPresent()) {
        ScanReport report = kept.get().report();
        Words.Verdict verdict = Words.verdict(report);
        latest.add(
            new HomePage.KeptReport(
                Links.report(digest), verdict.tone(), verdict.title(), about(report)));
      }
    }
    try (LiveIndex.Lease lease = backend.index().lease()) {
      HomePage page =
          new HomePage(
              lease.engine().index(),
              Stream.of(Language.values()).map(Language::id).sorted().toList(),
              latest,
              repository.isPresent() ? Shown.text(repository.get().name()) : "",
              repository.isPresent() ? repository.get().commits(COMMITS) : List.of());
      show(call, "home", Map.of("page", page));
    }
  }

  private static String about(ScanReport report) {
    return report.hunks().isEmpty()
        ? Words.count(report.scanned().files(), "file")
        : Shown.text(report.hunks().getFirst().path())
            + (report.scanned().files() > 1
                ? " and " + Words.count(report.scanned().files() - 1L, "more file")
                : "");
  }

  private static String field(Map<String, Call.Part> form, String name) {
    Call.Part part = form.get(name);
    return part == null ? "" : part.text().strip();
  }

  private static Submission submission(Map<String, Call.Part> form) {
    String range = field(form, "range");
    if (!range.isEmpty()) {
      return new Submission.Commits(range);
    }
    String path = field(form, "path");
    String language = field(form, "language");
    Optional<String> named = language.isEmpty() ? Optional.empty() : Optional.of(language);
    Call.Part file = form.get("file");
    if (file != null && file.bytes().length > 0) {
      return Submission.guessed(path.isEmpty() ? file.fileName() : path, file.bytes(), named);
    }
    Call.Part text = form.get("text");
    if (text == null || text.text().isBlank()) {
      throw new HttpFault(
          400,
          Diagnostic.of(
              "server/empty",
              "nothing was sent to check",
              "paste code or a patch, choose a file, or name commits"));
    }
    return Submission.guessed(path, text.bytes(), named);
  }

  private void scan(Call call) throws Exception {
    Submission submission = submission(call.form());
    String title =
        switch (submission) {
          case Submission.Code code -> code.path();
          case Submission.Patch patch -> patch.name();
          case Submission.Commits commits -> commits.range();
        };
    ScanJobs.Job job =
        backend
            .jobs()
            .start(
                title,
                watcher ->
                    Links.report(
                        backend
                            .store()
                            .keep(Scans.scan(backend, submission, watcher), submission)));
    Optional<String> done = job.result(PATIENCE_MILLIS);
    call.redirect(done.orElse("/scan/" + job.id()));
  }

  private void progress(Call call) throws Exception {
    ScanJobs.Job job =
        backend
            .jobs()
            .find(call.path("job"))
            .orElseThrow(() -> HttpFault.notFound("there is no such scan, or it is long over"));
    Optional<String> done = job.result(0);
    if (done.isPresent()) {
      call.redirect(done.get());
      return;
    }
    String again = "/scan/" + job.id();
    call.with("Refresh", "1");
    show(
        call,
        "progress",
        Map.of(
            "subject",
            Shown.text(job.title()),
            "done",
            Math.min(job.done(), job.files()),
            "files",
            job.files(),
            "again",
            again));
  }

  private ReportStore.Kept kept(String digest) throws IOException {
    return backend
        .store()
        .find(digest)
        .orElseThrow(() -> HttpFault.notFound("there is no report of this name"));
  }

  private void report(Call call) throws IOException {
    String name = call.path("digest");
    int dot = name.indexOf('.');
    ReportStore.Kept kept = kept(dot < 0 ? name : name.substring(0, dot));
    ScanReport report = kept.report();
    switch (dot < 0 ? "" : name.substring(dot)) {
      case "" ->
          show(
              call,
              "report",
              Map.of(
                  "page", ReportPage.of(kept.digest(), report, canAskNear(kept.digest(), report))));
      case ".json" -> text(call, "application/json", ReportJson.write(report));
      case ".md" ->
          text(call, "text/markdown; charset=utf-8", new MarkdownRenderer().render(report));
      case ".sarif" -> text(call, "application/sarif+json", new SarifRenderer().render(report));
      default -> throw HttpFault.notFound("a report is there as .json, .md and .sarif");
    }
  }

  private static void text(Call call, String type, String text) {
    call.answer(200, type, text.getBytes(StandardCharsets.UTF_8));
  }

  private boolean canAskNear(String digest, ScanReport report) throws IOException {
    return report.scanned().hunks() <= backend.settings().limits().near()
        && backend.store().submission(digest).isPresent();
  }

  private void receipt(Call call) throws IOException {
    text(call, "application/json", SearchReceipt.of(kept(call.path("digest")).report()));
  }

  private void near(Call call) throws IOException {
    ReportStore.Kept kept = kept(call.path("digest"));
    if (!canAskNear(kept.digest(), kept.report())) {
      throw HttpFault.notFound(
          "what this report is about is not kept, or too much to ask this for");
    }
    Submission submission = backend.store().submission(kept.digest()).orElseThrow();
    List<ReportedFinding> near = backend.desk().near(submission, NEAR);
    show(
        call,
        "near",
        Map.of(
            "report",
            Links.report(kept.digest()),
            "findings",
            near.stream()
                .map(each -> FindingView.of(each, kept.report().scanned().thresholdBits()))
                .toList()));
  }

  private void works(Call call) throws IOException {
    try (LiveIndex.Lease lease = backend.index().lease()) {
      WorkIndex index = lease.index();
      show(call, "works", Map.of("page", IndexPage.of(index.digest(), index.works())));
    }
  }

  private static Work work(WorkIndex index, Call call) {
    return index
        .work(call.path("work"))
        .orElseThrow(() -> HttpFault.notFound("the index holds no such work"));
  }

  private void work(Call call) throws IOException {
    int from = call.query("from").matches("[0-9]{1,8}") ? Integer.parseInt(call.query("from")) : 0;
    try (LiveIndex.Lease lease = backend.index().lease()) {
      WorkIndex index = lease.index();
      show(
          call,
          "work",
          Map.of("page", WorkPage.of(index, work(index, call), call.query("q").strip(), from)));
    }
  }

  private void file(Call call) throws IOException {
    try (LiveIndex.Lease lease = backend.index().lease()) {
      WorkIndex index = lease.index();
      CorpusFile file =
          index
              .file(work(index, call), call.path("path"))
              .orElseThrow(() -> HttpFault.notFound("the work holds no such file"));
      show(call, "file", Map.of("page", FilePage.of(file, index.text(file))));
    }
  }

  private void notice(Call call) throws IOException {
    try (LiveIndex.Lease lease = backend.index().lease()) {
      WorkIndex index = lease.index();
      Work work = work(index, call);
      String key = call.path("key");
      if (!work.provenance().notices().containsValue(key)) {
        throw HttpFault.notFound("the work has no such license text");
      }
      text(call, "text/plain; charset=utf-8", index.notice(key).orElse(""));
    }
  }

  private void repository(Call call) throws IOException {
    RepositoryMap map = repository.orElseThrow();
    boolean ready = false;
    Optional<String> fault = Optional.empty();
    try {
      ready = map.map().isPresent();
    } catch (IOException | RuntimeException e) {
      fault = Optional.of("There is no map: " + e.getMessage());
    }
    show(
        call,
        "repository",
        Map.of(
            "page", RepositoryPage.of(map.name(), map.policy(), call.query("path"), ready, fault)));
  }

  private void map(Call call) throws IOException {
    String html =
        repository
            .orElseThrow()
            .map()
            .orElseThrow(() -> HttpFault.notFound("the map is still being drawn"));
    call.with("Content-Security-Policy", MAP_POLICY)
        .with("Cross-Origin-Opener-Policy", "unsafe-none")
        .html(200, html);
  }

  private void signIn(Call call, boolean wrong) {
    show(call, wrong ? 401 : 200, "signin", Map.of("wrong", wrong));
  }

  private void signedIn(Call call) throws IOException {
    String token = field(call.form(), "token");
    if (!guard.isToken(token)) {
      signIn(call, true);
      return;
    }
    call.with(
            "Set-Cookie",
            Guard.COOKIE
                + "="
                + token
                + "; Path=/; HttpOnly; SameSite=Strict"
                + (backend.settings().tls().isPresent() ? "; Secure" : ""))
        .redirect("/");
  }
}
