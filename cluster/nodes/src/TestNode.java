import org.codelibs.opensearch.runner.OpenSearchRunner;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.transport.TransportService;

/// A node of a test's cluster, run from its source. It ends when its standard input does, and so
/// with the process that started it.
///
/// Arguments: cluster, own name, folder, name of the first node, transport addresses of others or
/// `-`, then settings as `key=value`.
public class TestNode {
  public static void main(String[] arguments) throws Exception {
    String name = arguments[1];
    String first = arguments[3];
    OpenSearchRunner runner = new OpenSearchRunner();
    runner.onBuild((number, settings) -> {
      settings.put("discovery.type", "zen");
      settings.put("node.name", name);
      settings.put("network.host", "127.0.0.1");
      settings.put("http.port", "0");
      settings.put("transport.port", "0");
      if (arguments[4].equals("-")) {
        settings.putList("discovery.seed_hosts");
      } else {
        settings.putList("discovery.seed_hosts", arguments[4].split(","));
      }
      if (name.equals(first)) {
        settings.putList("cluster.initial_cluster_manager_nodes", first);
      }
      settings.put("cluster.routing.allocation.disk.threshold_enabled", "false");
      for (int i = 5; i < arguments.length; i++) {
        int sign = arguments[i].indexOf('=');
        settings.put(arguments[i].substring(0, sign), arguments[i].substring(sign + 1));
      }
    });
    runner.build(
        OpenSearchRunner.newConfigs()
            .clusterName(arguments[0])
            .numOfNode(1)
            .basePath(arguments[2])
            .moduleTypes("org.opensearch.transport.Netty4ModulePlugin")
            .disableESLogger()
            .useLogger());
    int http =
        runner
            .node()
            .injector()
            .getInstance(HttpServerTransport.class)
            .boundAddress()
            .publishAddress()
            .getPort();
    int transport =
        runner
            .node()
            .injector()
            .getInstance(TransportService.class)
            .boundAddress()
            .publishAddress()
            .getPort();
    System.out.println("ready " + http + " " + transport);
    while (System.in.read() >= 0) {
      // Until whoever started it is gone.
    }
    System.exit(0);
  }
}
