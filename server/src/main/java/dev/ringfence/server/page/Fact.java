package dev.ringfence.server.page;

/// A fact about something.
///
/// @param name what it is about
/// @param text what it says
public record Fact(String name, String text) {}
