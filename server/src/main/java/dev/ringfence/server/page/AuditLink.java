package dev.ringfence.server.page;

/// A report of an audit.
///
/// @param name its path in the folder
/// @param address where it is shown
/// @param written when it was written, for a reader
/// @param size its size, for a reader
public record AuditLink(String name, String address, String written, String size) {}
