package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Code that says once more what an indexed function says, with other names, another control flow
/// and in another order, and code that does not.
class RewriteTest {
  @TempDir static Path shared;
  private static String index = "";

  /// Other files, so that it shows what is rare.
  private static final int OTHERS = 600;

  private static final String ORIGIN =
      """
      /* The slots of a ring of readings. */
      int ring_settle(struct ring *r, const double *in, size_t n, double limit)
      {
        size_t i, lost = 0;
        double mean = 0, drift;
        if (r == NULL || in == NULL)
          return -1;
        if (n < 17)
          goto out;
        for (i = 0; i < n; i++) {
          drift = in[i] - r->base[i % r->width];
          if (drift > limit * 0.375) {
            lost++;
            r->spill[lost & 63] = drift;
            continue;
          }
          mean += drift * drift / (r->gain + 4096.0);
          r->base[(i + 3) % r->width] = in[i] * 0.8125 + mean;
        }
        if (lost > n / 5) {
          ring_report(r, "settling lost %lu readings, threshold exceeded", lost);
          r->state = 29;
          return -3;
        }
        r->gain = mean / (n - lost) + r->gain * 0.9375;
        if (r->gain < 1.0625)
          r->gain = 1.0625;
        r->state = r->state > 7 ? 7 : r->state + 2;
      out:
        return (int) lost;
      }
      """;

  /// The same by another hand, in another language: guards the other way round, helpers taken out,
  /// what can be swapped swapped.
  private static final String REWRITTEN =
      """
      def note_outlier(buf, k, delta):
          buf.overflow[k & 63] = delta

      def mix(buf, average, delta):
          return average + delta * delta / (4096.0 + buf.scale)

      def finish(buf, average, kept):
          scale = 0.9375 * buf.scale + average / kept
          buf.scale = scale if scale >= 1.0625 else 1.0625
          if buf.mode <= 7:
              buf.mode += 2
          else:
              buf.mode = 7

      def settle_buffer(samples, buf, bound):
          if not samples or buf is None:
              return -1
          total = len(samples)
          dropped = 0
          if total >= 17:
              average = 0
              for pos, reading in enumerate(samples):
                  delta = reading - buf.level[pos % buf.size]
                  if not 0.375 * bound < delta:
                      average = mix(buf, average, delta)
                      buf.level[(3 + pos) % buf.size] = average + 0.8125 * reading
                  else:
                      dropped += 1
                      note_outlier(buf, dropped, delta)
              if total / 5 < dropped:
                  buf.mode = 29
                  warn("%d readings lost while settling: over the threshold" % dropped)
                  return -3
              finish(buf, average, total - dropped)
          return dropped
      """;

  @BeforeAll
  static void indexWorks() throws IOException {
    index = shared.resolve("index").toString();
    Path work = Files.createDirectories(shared.resolve("loom"));
    Files.writeString(work.resolve("ring.c"), ORIGIN);
    Path other = Files.createDirectories(shared.resolve("other"));
    for (int i = 0; i < OTHERS; i++) {
      Files.writeString(other.resolve("p" + i + ".c"), RepositoryTest.program(100 + i));
    }
    add(work, "loom");
    add(other, "other");
  }

  private static void add(Path folder, String name) {
    Ringfence.Result added =
        Ringfence.run(
            "index", "add", index, "dir:" + folder, "--name", name, "--license", "GPL-3.0-only");
    assertEquals(0, added.status(), added.err());
  }

  private static Path write(Path folder, String name, String code) throws IOException {
    return Files.writeString(folder.resolve(name), code);
  }

  @Test
  void aRewriteIsAWarningThatSaysSo(@TempDir Path temp) throws IOException {
    Path file = write(temp, "buffer.py", REWRITTEN);
    Ringfence.Result scan =
        Ringfence.run("scan", index, file.toString(), "--format", "json", "--policy", "none");
    assertEquals(0, scan.status(), scan.out() + scan.err());
    JsonNode finding = JsonMapper.shared().readTree(scan.out()).path("findings").path(0);
    assertEquals("loom", finding.path("origin").path("work").asString(""), scan.out());
    assertEquals("warning", finding.path("severity").asString(""));
    JsonNode rewrite = finding.path("match").path("rewrite");
    assertTrue(rewrite.path("statements").size() > 5, rewrite.toString());
    assertTrue(
        rewrite.path("shared_bits").asDouble() > 2 * rewrite.path("other_work_bits").asDouble());
    // The terms of the score add up to it.
    double sum = 0;
    for (JsonNode term : finding.path("terms")) {
      sum += term.path("bits").asDouble();
    }
    assertEquals(finding.path("match").path("bits").path("score").asDouble(), sum, 0.03);
  }

  @Test
  void checkSaysRewrittenAndExplainSaysStatementByStatement(@TempDir Path temp) throws IOException {
    Path file = write(temp, "buffer.py", REWRITTEN);
    Ringfence.Result check = Ringfence.run("check", index, file.toString());
    assertTrue(check.out().startsWith("Likely rewritten from loom, ring.c."), check.out());
    String id = check.out().replaceAll("(?s).*ringfence explain \\S+\\s+([0-9a-f]{16}).*", "$1");
    Ringfence.Result explained = Ringfence.run("explain", id, index, file.toString());
    assertEquals(0, explained.status(), explained.err());
    assertTrue(
        explained.out().contains("says as a whole what origin line")
            && explained.out().contains("r->state = 29;")
            && explained.out().contains("buf.mode = 29"),
        explained.out());
    assertTrue(explained.out().contains("a finding"), explained.out());
  }

  /// A policy raises what is rewritten, lowers it, or has it not looked for.
  @ParameterizedTest
  @CsvSource({"error, error, 1", "warning, warning, 0", "note, note, 0", "off, '', 0"})
  void thePolicySaysWhatARewriteIs(
      String rewritten, String severity, int status, @TempDir Path temp) throws IOException {
    Path file = write(temp, "buffer.py", REWRITTEN);
    Path policy =
        Files.writeString(
            temp.resolve("policy.toml"),
            "version = 1\ndefault_ring = \"middle\"\n[taint]\nrewritten = \"" + rewritten + "\"\n");
    Ringfence.Result scan =
        Ringfence.run(
            "scan", index, file.toString(), "--format", "json", "--policy", policy.toString());
    assertEquals(status, scan.status(), scan.out() + scan.err());
    assertEquals(
        severity,
        JsonMapper.shared()
            .readTree(scan.out())
            .path("findings")
            .path(0)
            .path("severity")
            .asString(""),
        scan.out());
  }

  /// What a copy is stays one: tokens say more than statements.
  @Test
  void aCopyIsNoRewrite(@TempDir Path temp) throws IOException {
    Path file = write(temp, "ring.c", ORIGIN.replace("lost", "gone").replace("mean", "sum"));
    Ringfence.Result check = Ringfence.run("check", index, file.toString());
    assertTrue(check.out().contains("likely copied from loom, ring.c."), check.out());
  }

  @Test
  void otherCodeIsNoRewrite(@TempDir Path temp) throws IOException {
    Path file =
        write(
            temp,
            "heap.c",
            """
            void sift(int *heap, int size, int at) {
              while (2 * at + 1 < size) {
                int child = 2 * at + 1;
                if (child + 1 < size && heap[child] < heap[child + 1]) child++;
                if (heap[at] >= heap[child]) return;
                int swap = heap[at];
                heap[at] = heap[child];
                heap[child] = swap;
                at = child;
              }
            }
            void sort(int *values, int count) {
              for (int i = count / 2 - 1; i >= 0; i--) sift(values, count, i);
              for (int i = count - 1; i > 0; i--) {
                int swap = values[0];
                values[0] = values[i];
                values[i] = swap;
                sift(values, i, 0);
              }
            }
            """);
    Ringfence.Result scan =
        Ringfence.run("scan", index, file.toString(), "--format", "json", "--policy", "none");
    assertEquals(0, JsonMapper.shared().readTree(scan.out()).path("findings").size(), scan.out());
  }

  /// An index that was made before has no features, and a scan says what it does not look for.
  @Test
  void anIndexOfBeforeIsSearchedAndSaysWhatItCannotTell(@TempDir Path temp) throws IOException {
    Path former = Files.createDirectories(temp.resolve("former"));
    Path zip = Path.of("../corpus-indexer/src/test/resources/indexes/format-5.4.zip");
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path name = Objects.requireNonNull(Path.of(entry.getName()).getFileName());
        Files.copy(entries, former.resolve(name.toString()));
      }
    }
    Path file = write(temp, "buffer.py", REWRITTEN);
    Ringfence.Result scan = Ringfence.run("scan", former.toString(), file.toString());
    assertEquals(0, scan.status(), scan.err());
    assertTrue(scan.out().contains("rewrites are not looked for; build it again"), scan.out());
    Ringfence.Result now = Ringfence.run("scan", index, file.toString());
    assertFalse(now.out().contains("rewrites are not looked for"), now.out());
  }
}
