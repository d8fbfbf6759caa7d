package dataconnections.wire;

import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.stereotype.Component;

/**
 * Takes YAML out of the formats of bodies and answers. Spring adds it because springdoc
 * brings a library for it, and would bind it without the strictness of JSON.
 */
@Component
class JsonConverters implements ServerHttpMessageConvertersCustomizer {

	@Override
	public void customize(HttpMessageConverters.ServerBuilder converters) {
		converters.configureMessageConvertersList((all) -> all
			.removeIf((converter) -> converter.getSupportedMediaTypes().contains(MediaType.APPLICATION_YAML)));
	}

}
