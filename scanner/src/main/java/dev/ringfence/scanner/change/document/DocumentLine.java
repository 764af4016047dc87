package dev.ringfence.scanner.change.document;

/// A line of text inside of a document, without what the document's format wraps around it.
///
/// @param number the line of the file that holds it, from 1; a line of the file may hold several
/// @param text the line without its end
public record DocumentLine(int number, String text) {}
