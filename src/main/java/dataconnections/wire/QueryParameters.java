package dataconnections.wire;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The names of the query parameters that a call has. One without this has none. Any other
 * name in a request is refused with 422.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface QueryParameters {

	/**
	 * The names.
	 * @return the names
	 */
	String[] value();

}
