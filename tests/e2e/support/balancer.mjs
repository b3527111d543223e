// One address in front of several hosts, as a balancer is: who comes again goes to the same host, and to another one while that does not answer.
import { once } from "node:events";
import { connect, createServer } from "node:net";

export class Balancer {
  // Addresses of the hosts, in their order.
  hosts = [];

  static async start() {
    const balancer = new Balancer();
    balancer.open = new Set();
    balancer.server = createServer((near) => {
      balancer.open.add(near.on("close", () => balancer.open.delete(near)));
      near.on("error", () => near.destroy());
      near.once("data", (first) => {
        near.pause();
        balancer.#pass(near, first, balancer.#inOrder(first));
      });
    });
    balancer.server.listen(0, "127.0.0.1");
    await once(balancer.server, "listening");
    balancer.address = `http://127.0.0.1:${balancer.server.address().port}`;
    return balancer;
  }

  stop() {
    this.server.close();
    for (const socket of this.open) socket.destroy();
  }

  // Whose user agent holds "host-1" is at the second of them.
  #inOrder(first) {
    const own = this.hosts[Number(/host-(\d)/.exec(first.toString("latin1"))?.[1] ?? 0)];
    return [own, ...this.hosts.filter((host) => host !== own)];
  }

  #pass(near, first, [host, ...others]) {
    if (!host) return void near.destroy();
    const far = connect(new URL(host).port, "127.0.0.1");
    const refused = () => this.#pass(near, first, others);
    far.once("error", refused);
    far.once("connect", () => {
      far.off("error", refused).on("error", () => near.destroy());
      far.write(first);
      near.pipe(far).pipe(near);
      far.on("close", () => near.destroy());
      near.on("close", () => far.destroy());
    });
  }
}
