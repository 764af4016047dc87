package dev.ringfence.scanner.result;

import java.time.LocalDate;

/// A waiver.
///
/// @param reason why the finding is accepted
/// @param owner who accepts it
/// @param until the last day that it holds
/// @param expired whether it held no more on the day of the scan
/// @param place where it stands, file and line
public record WaiverNote(
    String reason, String owner, LocalDate until, boolean expired, String place) {}
