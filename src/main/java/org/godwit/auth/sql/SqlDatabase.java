package org.godwit.auth.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.godwit.auth.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database, reached through Vert.x's non-blocking client on an event loop of its own: logging in to PostgreSQL (SCRAM, TLS)
 * costs milliseconds that no session of a mail client shall wait for.
 *
 * <p>Every question ends within the time-out. The client's pool has none for a connection that hangs, which would keep its place
 * for ever: so a pool from which nothing has come for as long as a question may take is closed with all its connections, and the
 * next question begins a new one.
 *
 * <p>Its state is confined to that event loop; {@link #ask} may be called from any thread.
 */
final class SqlDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqlDatabase.class);
  private static final Duration IDLE_MAX = Duration.ofMinutes(1);
  private static final Duration LIFE_MAX = Duration.ofMinutes(30);

  private static final int FIRST_TIMEOUT_MS = 30_000;

  /** One is an answer, two are too many: no more are fetched. */
  private static final int ROWS_MAX = 2;

  private final SqlConnecting connecting;
  private final int timeoutMs;
  private final PoolOptions poolOptions;
  private final Vertx vertx;
  private final Context loop;
  private Pool pool;
  private long heardNanos;

  /**
   * Connects when first asked.
   *
   * @param waitingMax questions that may wait for a connection
   */
  SqlDatabase(SqlConnecting connecting, int timeoutMs, int connectionsMax, int waitingMax) {
    this.connecting = connecting;
    this.timeoutMs = timeoutMs;
    this.poolOptions = new PoolOptions().setMaxSize(connectionsMax).setMaxWaitQueueSize(waitingMax)
        .setConnectionTimeout(0)
        .setIdleTimeout(Math.toIntExact(IDLE_MAX.toSeconds())).setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setMaxLifetime(Math.toIntExact(LIFE_MAX.toSeconds())).setMaxLifetimeUnit(TimeUnit.SECONDS);
    this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1)
        .setPreferNativeTransport(true)
        .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
    this.loop = vertx.getOrCreateContext();
    this.pool = newPool();
  }

  /**
   * The rows about a user, at most {@value #ROWS_MAX}. Fails with a {@link PgException} if the database refuses the question, with
   * a {@link TimeoutException} if it does not answer, and with others if it cannot be reached; their messages say why. Emits on the
   * database's event loop.
   */
  Uni<List<Row>> ask(SqlQuery query, UserName user) {
    return ask(query, user, timeoutMs);
  }

  /** The same, when nobody waits for the answer: a first connection may take its time while everything else begins as well. */
  Uni<List<Row>> tryOut(SqlQuery query, UserName user) {
    return ask(query, user, Math.max(timeoutMs, FIRST_TIMEOUT_MS));
  }

  private Uni<List<Row>> ask(SqlQuery query, UserName user, int patienceMs) {
    return Uni.createFrom().emitter(emitter -> loop.runOnContext(
        ignored -> askHere(query, user, patienceMs).onComplete(emitter::complete, emitter::fail)));
  }

  private Future<List<Row>> askHere(SqlQuery query, UserName user, int patienceMs) {
    Pool asked = pool;
    long began = System.nanoTime();
    return asked.withConnection(connection -> isOver(began, patienceMs) ? Future.failedFuture(noAnswer(patienceMs)) : rows(connection, query, user))
        .timeout(patienceMs, TimeUnit.MILLISECONDS)
        .andThen(answer -> heard(asked, answer.succeeded() || answer.cause() instanceof PgException))
        .recover(fault -> Future.failedFuture(fault instanceof TimeoutException || asked != pool ? noAnswer(patienceMs) : fault));
  }

  private static boolean isOver(long beganNanos, int patienceMs) {
    return System.nanoTime() - beganNanos >= TimeUnit.MILLISECONDS.toNanos(patienceMs);
  }

  private static TimeoutException noAnswer(int patienceMs) {
    return new TimeoutException("no answer in " + patienceMs + " ms");
  }

  private static Future<List<Row>> rows(SqlConnection connection, SqlQuery query, UserName user) {
    return connection.prepare(query.text()).compose(
        statement -> rows(statement, query, user).eventually(statement::close));
  }

  private static Future<List<Row>> rows(PreparedStatement statement, SqlQuery query, UserName user) {
    Cursor cursor = statement.cursor(query.about(user));
    return cursor.read(ROWS_MAX).eventually(cursor::close).map(SqlDatabase::list);
  }

  private static List<Row> list(RowSet<Row> rows) {
    var list = new ArrayList<Row>();
    rows.forEach(list::add);
    return List.copyOf(list);
  }

  private void heard(Pool asked, boolean something) {
    if (asked != pool) {
      return;
    }
    if (something) {
      heardNanos = System.nanoTime();
    } else if (isOver(heardNanos, timeoutMs)) {
      LOG.debug("Nothing was heard from {}; its connections are closed", connecting);
      pool = newPool();
      asked.close().onFailure(failed -> LOG.debug("Connections to {} did not end well", connecting, failed));
    }
  }

  private Pool newPool() {
    heardNanos = System.nanoTime();
    return PgBuilder.pool().using(vertx).with(poolOptions).connectingTo(() -> connecting.options(vertx)).build();
  }

  @Override
  public void close() {
    vertx.close().onFailure(failed -> LOG.warn("The connections to {} did not end well", connecting, failed));
  }

  @Override
  public String toString() {
    return connecting.toString();
  }
}
