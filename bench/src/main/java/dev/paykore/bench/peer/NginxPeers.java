package dev.paykore.bench.peer;

import dev.paykore.bench.process.ChildProcess;
import dev.paykore.bench.process.Folder;
import dev.paykore.servers.FreePort;
import java.util.Map;

/** The peers that are an nginx. */
final class NginxPeers {

  private NginxPeers() {}

  static RunningPeer plain(Site site) {
    return start(Peer.NGINX, site, Folder.create("nginx"), "plain.conf");
  }

  static RunningPeer lua(Site site) {
    Folder folder = Folder.create("nginx-lua");
    folder.write(NginxPeers.class, "gate.lua", Map.of());
    folder.write(NginxPeers.class, "take.lua", Map.of());
    return start(Peer.LUA, site, folder, "lua.conf");
  }

  private static RunningPeer start(Peer peer, Site site, Folder folder, String configuration) {
    int port = FreePort.next();
    ChildProcess nginx =
        Nginx.start(
            folder,
            configuration,
            Map.of(
                "port", Integer.toString(port),
                "downstreamPort", Integer.toString(site.downstream().port()),
                "redisPort", Integer.toString(site.stores().redisPort())));
    return new RunningPeer(peer, "http://127.0.0.1:" + port, nginx);
  }
}
