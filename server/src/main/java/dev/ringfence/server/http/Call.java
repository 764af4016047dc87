package dev.ringfence.server.http;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/// One request and its answer.
public final class Call {
  /// What no page of ours may do, unless it says so: load or run anything that is not a file of
  /// this server, be framed, or send a form elsewhere.
  static final String STRICT =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

  /// How much of a request that nobody reads is taken and thrown away.
  private static final long DRAINED_BYTES = 64L << 20;

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Map<String, String> path;
  private final int maxBody;
  private boolean answered;
  private boolean bodyRead;

  Call(
      Request request,
      Response response,
      Callback callback,
      Map<String, String> path,
      int maxBody) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.path = path;
    this.maxBody = maxBody;
  }

  /// Whether an answer was given.
  boolean isAnswered() {
    return answered;
  }

  /// A part of the path, as the route names it.
  public String path(String name) {
    return path.getOrDefault(name, "");
  }

  /// A parameter of the query; empty where it is not there.
  public String query(String name) {
    Fields fields = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
    Fields.@Nullable Field field = fields.get(name);
    return field == null ? "" : field.getValue();
  }

  /// A header; empty where it is not there.
  public String header(String name) {
    @Nullable String value = request.getHeaders().get(name);
    return value == null ? "" : value;
  }

  /// The media type of the body, without parameters, in lower case.
  public String mediaType() {
    return header("Content-Type").replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
  }

  /// A cookie.
  public Optional<String> cookie(String name) {
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  /// The body, up to the limit.
  public byte[] body() throws IOException {
    bodyRead = true;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (InputStream in = Content.Source.asInputStream(request)) {
      if (request.getLength() > maxBody) {
        throw tooLarge(in);
      }
      byte[] buffer = new byte[16 << 10];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        all.write(buffer, 0, n);
        if (all.size() > maxBody) {
          throw tooLarge(in);
        }
      }
    }
    return all.toByteArray();
  }

  private HttpFault tooLarge(InputStream rest) {
    drain(rest);
    return new HttpFault(
        413,
        Diagnostic.of(
            "server/too-large",
            "the request is larger than the " + maxBody + " bytes that this server takes",
            "send less at a time, or start the server with a larger `--max-body`"));
  }

  /// Takes what was sent and not read. A client that sends all before it reads would find a broken
  /// connection in place of the answer, and one that uses the connection again a closed one.
  /// Without end it is not taken.
  private static void drain(InputStream rest) {
    byte[] buffer = new byte[16 << 10];
    try {
      for (long taken = 0; taken < DRAINED_BYTES; ) {
        int n = rest.read(buffer);
        if (n < 0) {
          break;
        }
        taken += n;
      }
    } catch (IOException _) {
      // It is gone, and needs no answer.
    }
  }

  private void takeUnreadBody() {
    if (!header("Expect").isEmpty()) {
      // It waits with its body for our word, and need not send it.
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      return;
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      drain(in);
    } catch (IOException _) {
      // It is gone, and needs no answer.
    }
  }

  /// A part of a form.
  ///
  /// @param fileName the name of the file, empty where it is none
  /// @param bytes what it holds
  public record Part(String fileName, byte[] bytes) {
    /// Its text.
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /// The parts of a form by name, the first of each. A form without files may come in either way.
  public Map<String, Part> form() throws IOException {
    byte[] body = body();
    Map<String, Part> parts = new LinkedHashMap<>();
    if (mediaType().equals("application/x-www-form-urlencoded")) {
      Fields fields = new Fields();
      UrlEncoded.decodeTo(
          new String(body, StandardCharsets.ISO_8859_1), fields::add, StandardCharsets.UTF_8);
      for (Fields.Field field : fields) {
        parts.put(field.getName(), new Part("", field.getValue().getBytes(StandardCharsets.UTF_8)));
      }
      return parts;
    }
    if (!mediaType().equals("multipart/form-data")) {
      throw new HttpFault(
          415,
          Diagnostic.of(
              "server/media-type", "this takes a form", "use the form of the start page"));
    }
    MultiPartConfig config =
        new MultiPartConfig.Builder()
            .maxParts(20)
            .maxSize(maxBody)
            .maxPartSize(maxBody)
            .maxMemoryPartSize(maxBody)
            .maxHeadersSize(8 << 10)
            .useFilesForPartsWithoutFileName(false)
            .build();
    try (MultiPartFormData.Parts read =
        MultiPartFormData.getParts(
            Content.Source.from(ByteBuffer.wrap(body)), request, header("Content-Type"), config)) {
      for (MultiPart.Part part : read) {
        byte[] bytes = BufferUtil.toArray(Content.Source.asByteBuffer(part.getContentSource()));
        @Nullable String name = part.getFileName();
        parts.putIfAbsent(part.getName(), new Part(name == null ? "" : name, bytes));
      }
    } catch (RuntimeException e) {
      throw new HttpFault(
          400,
          Diagnostic.of("server/form", "the form cannot be read", "use the form of the start page")
              .note(String.valueOf(e.getMessage())));
    }
    return parts;
  }

  /// Adds a header to the answer.
  public Call with(String name, String value) {
    response.getHeaders().put(name, value);
    return this;
  }

  /// Answers with a page.
  public void html(int status, String html) {
    answer(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  /// Answers with bytes.
  public void answer(int status, String type, byte[] bytes) {
    answered = true;
    if (!bodyRead) {
      takeUnreadBody();
    }
    response.setStatus(status);
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, type);
    headers.put(HttpHeader.CONTENT_LENGTH, bytes.length);
    put(headers, "Content-Security-Policy", STRICT);
    put(headers, "Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "same-origin");
    // A page in a sandbox cannot have it: browsers refuse such a page.
    put(headers, "Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    boolean bodiless = "HEAD".equals(request.getMethod()) || status == 304;
    response.write(true, bodiless ? null : ByteBuffer.wrap(bytes), callback);
  }

  private static void put(HttpFields.Mutable headers, String name, String value) {
    @Nullable HttpField known = headers.getField(name);
    if (known == null) {
      headers.put(name, value);
    }
  }

  /// Sends a browser on to another page.
  public void redirect(String to) {
    with("Location", to).answer(303, "text/plain; charset=utf-8", new byte[0]);
  }
}
