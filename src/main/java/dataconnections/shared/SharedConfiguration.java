package dataconnections.shared;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Ticker;
import dataconnections.secret.KeyRing;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.resource.Delay;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Nothing of Redis is there unless it is switched on. Its health is not the service's,
 * which does without it.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("data-connections.shared-cache.enabled")
@EnableConfigurationProperties(SharedSettings.class)
@Import(DataRedisAutoConfiguration.class)
class SharedConfiguration {

	/** Between two attempts to connect again. */
	static final Delay RECONNECT = Delay.exponential(Duration.ofMillis(50), Duration.ofSeconds(2), 2,
			TimeUnit.MILLISECONDS);

	@Bean
	RedisAnswers sharedAnswers(RedisConnectionFactory redis, KeyRing keys, SharedSettings settings, Clock clock,
			Ticker ticker) {
		return new RedisAnswers(redis, new AnswerSeal(keys, clock), new Patience(settings.timeout(), ticker));
	}

	@Bean
	ClientResourcesBuilderCustomizer reconnect() {
		return (resources) -> resources.reconnectDelay(RECONNECT);
	}

	@Bean
	LettuceClientConfigurationBuilderCustomizer shortCommands(SharedSettings settings) {
		return (client) -> client.commandTimeout(settings.timeout());
	}

	@Bean
	LettuceClientOptionsBuilderCustomizer noQueue(SharedSettings settings) {
		return (options) -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
			.socketOptions(SocketOptions.builder().connectTimeout(settings.timeout()).build());
	}

}
