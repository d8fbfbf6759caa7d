package dataconnections.openapi;

import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.RequestBody;

/**
 * Gives springdoc the description, which is read when the document is asked for first.
 * The version is that of the build.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

	OpenApiConfiguration() {
		// They are described here; springdoc would log what it finds odd in their types.
		SpringDocUtils.getConfig().addAnnotationsToIgnore(RequestBody.class);
	}

	@Bean
	DescribedDocument describedDocument(ObjectProvider<BuildProperties> build) {
		return new DescribedDocument(SingletonSupplier.of(() -> {
			Description description = Description.read();
			build.ifAvailable((known) -> description.document().getInfo().setVersion(known.getVersion()));
			return description;
		}));
	}

}
