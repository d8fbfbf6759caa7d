package dataconnections.query;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a look-up may answer.
 *
 * @param maxAnswerSize the most that the records of one answer may weigh together
 */
@ConfigurationProperties("data-connections.query")
record QuerySettings(@DefaultValue("32MB") DataSize maxAnswerSize) {
}
