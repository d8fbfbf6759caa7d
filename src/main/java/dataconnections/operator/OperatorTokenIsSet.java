package dataconnections.operator;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Without the token the calls of the operator do not exist. Compose sets variables that
 * are left out to nothing.
 */
class OperatorTokenIsSet implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return StringUtils.hasText(context.getEnvironment().getProperty(OperatorSettings.PREFIX + ".token"));
	}

}
