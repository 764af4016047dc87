package dev.ringfence.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Which address is answered by what. A part of a route in braces stands for any part of an
/// address, and for all the rest of it where it ends in `...`.
public final class Router {
  private final List<Route> routes = new ArrayList<>();

  /// No routes yet.
  public Router() {}

  /// Answers a call.
  @FunctionalInterface
  public interface Answer {
    /// Answers it. What is thrown becomes the answer.
    void to(Call call) throws Exception;
  }

  /// A route.
  ///
  /// @param method the method
  /// @param pattern its path, which names it in metrics
  /// @param parts the parts of the path
  /// @param answer what answers
  public record Route(String method, String pattern, List<String> parts, Answer answer) {
    public Route {
      parts = List.copyOf(parts);
    }
  }

  /// Adds a route.
  public Router on(String method, String pattern, Answer answer) {
    routes.add(new Route(method, pattern, List.of(pattern.split("/", -1)), answer));
    return this;
  }

  /// A route for an address, with what its parts in braces stand for.
  record Found(Route route, Map<String, String> path) {}

  /// The route of an address as it was sent, still encoded.
  Optional<Found> find(String method, String path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    List<String> parts = List.of(path.split("/", -1));
    for (Route route : routes) {
      if (route.method().equals(asked)) {
        Optional<Map<String, String>> taken = match(route.parts(), parts);
        if (taken.isPresent()) {
          return Optional.of(new Found(route, taken.get()));
        }
      }
    }
    return Optional.empty();
  }

  /// The methods that an address takes.
  List<String> methods(String path) {
    List<String> parts = List.of(path.split("/", -1));
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      if (match(route.parts(), parts).isPresent()) {
        methods.add(route.method());
      }
    }
    return List.copyOf(methods);
  }

  private static Optional<Map<String, String>> match(List<String> pattern, List<String> parts) {
    Map<String, String> taken = new LinkedHashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String wanted = pattern.get(i);
      if (wanted.endsWith("...}")) {
        if (i >= parts.size()) {
          return Optional.empty();
        }
        List<String> rest = parts.subList(i, parts.size()).stream().map(Router::decoded).toList();
        taken.put(wanted.substring(1, wanted.length() - 4), String.join("/", rest));
        return Optional.of(taken);
      }
      if (i >= parts.size()) {
        return Optional.empty();
      }
      if (wanted.startsWith("{")) {
        taken.put(wanted.substring(1, wanted.length() - 1), decoded(parts.get(i)));
      } else if (!wanted.equals(parts.get(i))) {
        return Optional.empty();
      }
    }
    return pattern.size() == parts.size() ? Optional.of(taken) : Optional.empty();
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return part;
    }
  }
}
