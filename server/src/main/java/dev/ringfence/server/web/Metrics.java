package dev.ringfence.server.web;

import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.server.scan.LiveIndex;
import dev.ringfence.server.scan.ScanDesk;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// What a server counts. No label holds anything that a client may choose.
public final class Metrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter requests =
      Counter.builder()
          .name("ringfence_http_requests_total")
          .help("Answered requests, by route and status.")
          .labelNames("route", "status")
          .register(registry);
  private final Counter scans =
      Counter.builder()
          .name("ringfence_scans_total")
          .help("Scans, by outcome.")
          .labelNames("outcome")
          .register(registry);
  private final Counter hunks =
      Counter.builder()
          .name("ringfence_scanned_hunks_total")
          .help("Hunks that were looked up.")
          .register(registry);
  private final Counter findings =
      Counter.builder()
          .name("ringfence_findings_total")
          .help("Findings, those that are accepted included.")
          .register(registry);
  private final Counter rejected =
      Counter.builder()
          .name("ringfence_rejected_scans_total")
          .help("Scans that were sent away because too many waited.")
          .register(registry);
  private final Counter reloads =
      Counter.builder()
          .name("ringfence_index_reloads_total")
          .help("How often another state of the index was taken.")
          .register(registry);
  private final Histogram seconds =
      Histogram.builder()
          .name("ringfence_scan_seconds")
          .help("Time of a scan, the wait for its turn included.")
          .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
          .register(registry);

  /// Nothing counted yet.
  public Metrics() {
    JvmMetrics.builder().register(registry);
  }

  /// Watches what there is at any time.
  public void watch(ScanDesk desk, LiveIndex index) {
    gauge("ringfence_scans_running", "Scans that run.", desk::running);
    gauge("ringfence_scans_waiting", "Scans that wait for their turn.", desk::waiting);
    gauge("ringfence_index_works", "Works of the index.", () -> works(index));
  }

  private static double works(LiveIndex index) {
    try (LiveIndex.Lease lease = index.lease()) {
      return lease.index().works().size();
    } catch (IOException _) {
      return Double.NaN;
    }
  }

  private void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(out -> out.call(value.getAsDouble()))
        .register(registry);
  }

  /// A request was answered.
  public void answered(Optional<String> route, int status) {
    requests.labelValues(route.orElse("none"), String.valueOf(status)).inc();
  }

  /// A scan is over.
  void scanned(ScanReport report, long nanos) {
    scans.labelValues(report.status()).inc();
    hunks.inc(report.scanned().hunks());
    findings.inc(report.findings().size());
    seconds.observe(nanos / 1e9);
  }

  /// A scan was sent away.
  void rejected() {
    rejected.inc();
  }

  /// Another state of the index was taken.
  public void reloaded() {
    reloads.inc();
  }

  /// All of it, as Prometheus reads it.
  byte[] text() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.builder().build().write(out, registry.scrape());
    return out.toByteArray();
  }
}
