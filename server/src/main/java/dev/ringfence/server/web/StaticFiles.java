package dev.ringfence.server.web;

import dev.ringfence.server.http.Call;
import dev.ringfence.server.http.HttpFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/// The files that pages load: style, script, icon.
final class StaticFiles {
  private static final Map<String, String> TYPES =
      Map.of(
          "style.css", "text/css; charset=utf-8",
          "app.js", "text/javascript; charset=utf-8",
          "icon.svg", "image/svg+xml");

  private final Map<String, byte[]> files = new TreeMap<>();

  StaticFiles() {
    for (String name : TYPES.keySet()) {
      files.put(name, read("static/" + name));
    }
  }

  /// A resource of the server.
  static byte[] read(String name) {
    try (InputStream in = StaticFiles.class.getResourceAsStream("/dev/ringfence/server/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void answer(Call call) {
    answer(call, call.path("name"));
  }

  /// The icon, where browsers look for one by themselves.
  void icon(Call call) {
    answer(call, "icon.svg");
  }

  private void answer(Call call, String name) {
    String type = TYPES.get(name);
    byte[] bytes = files.get(name);
    if (type == null || bytes == null) {
      throw HttpFault.notFound("there is no such file");
    }
    // A server of another version may listen at the same address tomorrow.
    call.with("Cache-Control", "no-cache").answer(200, type, bytes);
  }
}
