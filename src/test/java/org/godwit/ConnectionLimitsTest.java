package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionLimitsTest {

  @ParameterizedTest
  @CsvSource({
    // configured, files, connections
    "0, 1048576, 1028476",
    "0, 4096, 3177",
    "0, 1024, 668",
    "0, 256, 64",
    "500, 4096, 500",
    "9000, 4096, 3177",
    "9000, 0, 9000",
    "0, 0, 0",
    "0, 9223372036854775807, 2147483647",
  })
  void files_are_left_for_the_store(int configured, long files, int connections) {
    assertThat(ConnectionLimits.connectionsMax(configured, files)).isEqualTo(connections);
  }
}
