package dev.ringfence.server.web;

import dev.ringfence.server.scan.LiveIndex;
import dev.ringfence.server.scan.ScanDesk;
import dev.ringfence.server.scan.ScanJobs;
import dev.ringfence.server.settings.ServerSettings;
import dev.ringfence.server.store.ReportStore;

/// What pages and API stand on.
///
/// @param settings what the server was started with
/// @param index the index
/// @param desk where scans wait for their turn
/// @param jobs the scans that browsers wait for
/// @param store the kept reports
/// @param metrics what is counted
public record Backend(
    ServerSettings settings,
    LiveIndex index,
    ScanDesk desk,
    ScanJobs jobs,
    ReportStore store,
    Metrics metrics) {}
