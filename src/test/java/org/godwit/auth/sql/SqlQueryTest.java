package org.godwit.auth.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.BackendSetupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlQueryTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "SELECT p FROM u WHERE n = $1                       | SELECT p FROM u WHERE n = $1                       | a@b@c",
    "SELECT p FROM u WHERE d = $3 AND n = $2            | SELECT p FROM u WHERE d = $1 AND n = $2            | c a@b",
    "SELECT p FROM u WHERE n = $2 OR n = $1 OR n = $2   | SELECT p FROM u WHERE n = $1 OR n = $2 OR n = $1   | a@b a@b@c",
    "SELECT '$7', \"$8\" /* $9 */ FROM u WHERE d = $3 -- $4 | SELECT '$7', \"$8\" /* $9 */ FROM u WHERE d = $1 -- $4 | c",
    "SELECT 'it''s $5' FROM u WHERE n = $1              | SELECT 'it''s $5' FROM u WHERE n = $1              | a@b@c",
  })
  void parameters_are_numbered_as_the_database_wants_them(String written, String sent, String values) throws Exception {
    SqlQuery query = SqlQuery.parse("sql.passwordQuery", written);
    assertThat(query.text()).isEqualTo(sent);
    assertThat(list(query.about(new UserName("a@b@c")))).isEqualTo(List.of(values.split(" ")));
  }

  @Test
  void a_name_without_a_domain_is_all_local_part() throws Exception {
    assertThat(list(SqlQuery.parse("k", "$1 $2 $3").about(new UserName("alice")))).isEqualTo(List.of("alice", "alice", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT password FROM users", "SELECT '$1'", "", "SELECT $0", "SELECT $1, $4", "SELECT $10", "SELECT $99999999999"})
  void a_query_that_does_not_ask_for_a_user_or_for_more_is_refused(String written) {
    assertThatThrownBy(() -> SqlQuery.parse("sql.userQuery", written)).isInstanceOf(BackendSetupException.class)
        .hasMessageStartingWith("sql.userQuery: ").hasMessageContaining(written).hasMessageContaining("expected $1");
  }

  private static List<String> list(Tuple tuple) {
    var list = new ArrayList<String>();
    for (int i = 0; i < tuple.size(); i++) {
      list.add(tuple.getString(i));
    }
    return list;
  }
}
