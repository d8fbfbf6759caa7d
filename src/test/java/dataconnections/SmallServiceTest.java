package dataconnections;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.test.context.TestPropertySource;

/**
 * A test of a service that has little of everything, so that a test can take all of it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest
@TestPropertySource(properties = { "data-connections.row.upload-connections=3",
		"data-connections.row.upload-connections-per-brand=2", "data-connections.row.upload-wait=250ms",
		"spring.datasource.hikari.maximum-pool-size=4", "data-connections.row.lookup-connections-per-brand=2",
		"data-connections.row.lookup-queue=3", "data-connections.row.lookup-wait=250ms",
		"data-connections.rate-limit.requests-per-second=1", "data-connections.rate-limit.burst=600" })
@interface SmallServiceTest {

}
