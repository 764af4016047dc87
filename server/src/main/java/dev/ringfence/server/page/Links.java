package dev.ringfence.server.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Addresses of pages.
public final class Links {
  private Links() {}

  /// A report.
  public static String report(String digest) {
    return "/report/" + digest;
  }

  /// A work of the index.
  public static String work(String id) {
    return "/index/" + part(id);
  }

  /// A file of a work.
  public static String file(String work, String path) {
    return "/index/" + part(work) + "/file/" + parts(path);
  }

  /// The findings of an audit, to be decided about.
  public static String triage(String audit) {
    return "/triage/" + parts(audit);
  }

  /// A finding of an audit.
  public static String finding(String audit, String id) {
    return triage(audit) + "?finding=" + value(id);
  }

  /// A text as one part of a path.
  public static String part(String text) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    // Parts of dots alone are taken out of addresses on the way.
    return encoded.matches("\\.{1,2}") ? encoded.replace(".", "%2E") : encoded;
  }

  /// A path with its slashes.
  public static String parts(String path) {
    return Arrays.stream(path.split("/", -1)).map(Links::part).collect(Collectors.joining("/"));
  }

  /// A text as a value of a query.
  public static String value(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
