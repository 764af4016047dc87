package dev.ringfence.server.web;

import dev.ringfence.audit.report.AuditReport;
import dev.ringfence.audit.state.AuditState;
import dev.ringfence.audit.triage.Triage;
import dev.ringfence.server.http.HttpFault;
import dev.ringfence.server.page.AuditLink;
import dev.ringfence.server.page.Links;
import dev.ringfence.server.page.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The audits in a folder. The one that was looked at last is kept as it was read, since one with
/// thousands of findings takes seconds to read; its state is open only while a request lasts, so
/// that a run of the audit can go on.
final class Audits {
  private static final int DEPTH = 3;

  private final Path folder;
  private @Nullable Kept kept;

  /// A report as it was read.
  ///
  /// @param audit the audit's folder
  /// @param stamp what its state looked like then
  private record Kept(Path audit, String stamp, AuditReport report) {}

  Audits(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /// An audit that is open.
  record Opened(Path folder, AuditReport report, AuditState state) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      state.close();
    }
  }

  /// Opens an audit, with the decisions as they are now.
  ///
  /// @param name its path in the folder
  Opened open(String name) throws IOException {
    Path audit = inside(name);
    if (!isAudit(audit)) {
      throw nothing();
    }
    AuditState state = AuditState.openExisting(audit);
    boolean opened = false;
    try {
      Opened all = new Opened(audit, report(audit, state).on(state, Triage.read(audit)), state);
      opened = true;
      return all;
    } finally {
      if (!opened) {
        state.close();
      }
    }
  }

  private synchronized AuditReport report(Path audit, AuditState state) throws IOException {
    String stamp = stamp(audit);
    Kept last = kept;
    if (last != null && last.audit().equals(audit) && last.stamp().equals(stamp)) {
      return last.report();
    }
    AuditReport report = AuditReport.read(state, Triage.read(audit));
    kept = new Kept(audit, stamp, report);
    return report;
  }

  private static String stamp(Path audit) throws IOException {
    StringBuilder stamp = new StringBuilder();
    for (String name : List.of(AuditState.FILE, AuditState.FILE + "-wal")) {
      Path file = audit.resolve(name);
      if (Files.exists(file) && Files.size(file) > 0) {
        stamp
            .append(Files.size(file))
            .append(' ')
            .append(Files.getLastModifiedTime(file))
            .append('\n');
      }
    }
    return stamp.toString();
  }

  private static boolean isAudit(Path folder) {
    return Files.isRegularFile(folder.resolve(AuditState.FILE), LinkOption.NOFOLLOW_LINKS);
  }

  private static HttpFault nothing() {
    return HttpFault.notFound("there is no such audit");
  }

  /// A path in the folder: nothing outside of it, by dots or by links.
  private Path inside(String name) throws IOException {
    Path real = folder.toRealPath();
    Path path;
    try {
      path = real.resolve(name).toRealPath();
    } catch (IOException | InvalidPathException _) {
      throw nothing();
    }
    if (!path.startsWith(real)) {
      throw nothing();
    }
    return path;
  }

  /// The file of a report.
  Path report(String name) throws IOException {
    Path file = inside(name);
    if (!Files.isRegularFile(file) || !file.toString().endsWith(".html")) {
      throw nothing();
    }
    return file;
  }

  /// All of them, by path.
  List<AuditLink> all() throws IOException {
    List<AuditLink> links = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return links;
    }
    try (Stream<Path> all = Files.walk(folder, DEPTH)) {
      for (Path path : all.sorted(Comparator.comparing(Path::toString)).toList()) {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && isAudit(path)) {
          links.add(audit(path));
        } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
            && path.toString().endsWith(".html")
            && !(path.endsWith("report.html") && isAudit(path.resolveSibling(".")))) {
          links.add(link(name(path), "", path, path));
        }
      }
    }
    return links;
  }

  private AuditLink audit(Path audit) throws IOException {
    Path page = audit.resolve("report.html");
    Path state = audit.resolve(AuditState.FILE);
    String name = name(audit);
    return link(
        name.isEmpty() ? String.valueOf(audit.toAbsolutePath().normalize().getFileName()) : name,
        Links.triage(name),
        Files.isRegularFile(page, LinkOption.NOFOLLOW_LINKS) ? page : null,
        state);
  }

  private AuditLink link(String name, String findings, @Nullable Path page, Path dated)
      throws IOException {
    return new AuditLink(
        Shown.text(name),
        findings,
        page == null ? "" : "/audits/" + Links.parts(name(page)),
        Files.getLastModifiedTime(dated)
            .toInstant()
            .atZone(ZoneOffset.UTC)
            .toLocalDate()
            .toString(),
        page == null ? "" : Words.number((Files.size(page) + 1023) / 1024) + " KiB");
  }

  private String name(Path path) {
    return folder.relativize(path).toString().replace('\\', '/');
  }
}
