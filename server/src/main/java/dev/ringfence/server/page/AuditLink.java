package dev.ringfence.server.page;

/// An audit, or a page that an audit left.
///
/// @param name its path in the folder
/// @param findings where its findings are decided about; empty where there is no state of it
/// @param report its report as it was written; empty where there is none
/// @param written when it was written, for a reader
/// @param size its size, for a reader
public record AuditLink(String name, String findings, String report, String written, String size) {}
