package dataconnections.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RequestBody;

/**
 * Gives springdoc the description. The version is that of the build.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

	private final Description description = Description.read();

	OpenApiConfiguration(ObjectProvider<BuildProperties> build) {
		build.ifAvailable((known) -> this.description.document().getInfo().setVersion(known.getVersion()));
		// They are described here; springdoc would log what it finds odd in their types.
		SpringDocUtils.getConfig().addAnnotationsToIgnore(RequestBody.class);
	}

	@Bean
	OpenAPI document() {
		return this.description.document();
	}

	@Bean
	DescribedDocument describedDocument() {
		return new DescribedDocument(this.description);
	}

}
