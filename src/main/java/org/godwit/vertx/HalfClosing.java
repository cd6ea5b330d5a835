package org.godwit.vertx;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.transport.Transport;
import java.util.concurrent.ThreadFactory;

/**
 * A transport of Vert.x whose servers keep a connection when the client has closed its sending half (as {@code nc -N} and {@code socat} do when
 * their input ends): the socket's handler is then given an empty buffer, behind everything that came before, and whoever has it
 * closes the socket when all is answered. Vert.x would close at once, and what was not answered yet would never be.
 */
public final class HalfClosing implements io.vertx.core.transport.Transport {

  private final io.vertx.core.transport.Transport transport;
  private final Servers servers;

  /** As another transport, but for that. */
  public HalfClosing(io.vertx.core.transport.Transport transport) {
    this.transport = transport;
    this.servers = new Servers(transport.implementation());
  }

  /** That of the operating system, or else Java's. */
  public static HalfClosing best() {
    var best = io.vertx.core.transport.Transport.nativeTransport();
    return new HalfClosing(best != null && best.available() ? best : io.vertx.core.transport.Transport.NIO);
  }

  @Override
  public String name() {
    return transport.name();
  }

  @Override
  public boolean available() {
    return transport.available();
  }

  @Override
  public Throwable unavailabilityCause() {
    return transport.unavailabilityCause();
  }

  @Override
  public Transport implementation() {
    return servers;
  }

  /** Sees connections before Vert.x does. */
  @Sharable
  private static final class Accepting extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
      ((Channel) accepted).pipeline().addLast(new Ending());
      context.fireChannelRead(accepted);
    }
  }

  /** Puts an empty buffer behind the last octets. */
  private static final class Ending extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        context.fireChannelRead(Unpooled.EMPTY_BUFFER);
        context.fireChannelReadComplete();
      } else {
        context.fireUserEventTriggered(event);
      }
    }
  }

  /** Everything is the other transport's, but for what servers do. */
  private record Servers(Transport transport) implements Transport {

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
      transport.configure(options, domainSocket, bootstrap);
      bootstrap.handler(new Accepting()).childOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }

    @Override
    public boolean supportsDomainSockets() {
      return transport.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
      return transport.supportFileRegion();
    }

    @Override
    public boolean isAvailable() {
      return transport.isAvailable();
    }

    @Override
    public Throwable unavailabilityCause() {
      return transport.unavailabilityCause();
    }

    @Override
    public java.net.SocketAddress convert(SocketAddress address) {
      return transport.convert(address);
    }

    @Override
    public SocketAddress convert(java.net.SocketAddress address) {
      return transport.convert(address);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
      return transport.ioHandlerFactory();
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
      return transport.eventLoopGroup(type, threads, factory, ioRatio);
    }

    @Override
    public DatagramChannel datagramChannel() {
      return transport.datagramChannel();
    }

    @Override
    @SuppressWarnings("deprecation") // as Vert.x has it
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
      return transport.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
      return transport.channelFactory(domainSocket);
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
      return transport.serverChannelFactory(domainSocket);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
      transport.configure(channel, options);
    }

    @Override
    public void configure(ClientOptionsBase options, int connectTimeout, boolean domainSocket, Bootstrap bootstrap) {
      transport.configure(options, connectTimeout, domainSocket, bootstrap);
    }
  }
}
