package dev.ringfence.server.http;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.server.scan.BusyException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Sends each request to its route, and turns whatever goes wrong into an answer.
public final class Dispatcher extends Handler.Abstract {
  /// The attribute of a request that names its route.
  static final String ROUTE = "dev.ringfence.route";

  private final Router router;
  private final Guard guard;
  private final int maxBody;
  private final FaultPage faults;
  private final Consumer<String> log;

  /// Answers a call with a fault.
  @FunctionalInterface
  public interface FaultPage {
    /// Answers it.
    void answer(Call call, String path, int status, Diagnostic diagnostic);
  }

  /// A dispatcher.
  ///
  /// @param maxBody the largest body, in bytes
  /// @param log is told of faults of our own
  public Dispatcher(
      Router router, Guard guard, int maxBody, FaultPage faults, Consumer<String> log) {
    this.router = router;
    this.guard = guard;
    this.maxBody = maxBody;
    this.faults = faults;
    this.log = log;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    @Nullable String canonical = request.getHttpURI().getPath();
    String path = canonical == null ? "/" : canonical;
    String method = request.getMethod();
    Optional<Router.Found> found = router.find(method, path);
    found.ifPresent(each -> request.setAttribute(ROUTE, each.route().pattern()));
    Call call =
        new Call(
            request, response, callback, found.map(Router.Found::path).orElse(Map.of()), maxBody);
    try {
      guard.check(call, method, path);
      if (found.isEmpty()) {
        throw missing(call, path);
      }
      found.get().route().answer().to(call);
    } catch (HttpFault fault) {
      answer(call, path, fault.status(), fault.diagnostic());
    } catch (RingfenceException fault) {
      // What a client sent cannot be scanned, or what it names is not there.
      int status = fault.status() == ExitStatus.USAGE ? 400 : 422;
      answer(call, path, status, fault.diagnostic());
    } catch (BusyException fault) {
      call.with("Retry-After", "1");
      answer(
          call,
          path,
          429,
          Diagnostic.of(
              "server/busy", String.valueOf(fault.getMessage()), "wait a moment and ask again"));
    } catch (Exception | StackOverflowError fault) {
      answer(
          call,
          path,
          500,
          Diagnostic.of(
                  "internal/fault",
                  "the server failed; nothing was checked",
                  "report it with what was sent, if you may")
              .note(fault.getClass().getName()));
      log.accept(
          "fault: "
              + fault.getClass().getName()
              + "\n    "
              + Arrays.toString(fault.getStackTrace()).replace(", ", "\n    "));
    }
    return true;
  }

  private HttpFault missing(Call call, String path) {
    List<String> methods = router.methods(path);
    if (methods.isEmpty()) {
      return HttpFault.notFound("there is nothing at this address");
    }
    call.with("Allow", String.join(", ", methods));
    return new HttpFault(
        405,
        Diagnostic.of(
            "server/method",
            "this address takes " + String.join(" and ", methods),
            "see /api/v1/openapi.yaml"));
  }

  private void answer(Call call, String path, int status, Diagnostic diagnostic) {
    if (!call.isAnswered()) {
      faults.answer(call, path, status, diagnostic);
    }
  }
}
