package dataconnections.emarsys;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * What Emarsys asks. Unlike in all other requests, members that are not known here are
 * ignored: nobody but Emarsys decides what it sends, and an error would stop campaigns.
 *
 * @param parameters the contacts, up to 1,000
 * @param fields the response fields that are wanted, up to 1,000
 * @param limit the most items per contact; 1 if it is missing
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ContentRequest(
		@NotNull(message = "is missing: send it.") @JsonDeserialize(
				using = ParametersReader.class) List<ParameterSet> parameters,
		@NotNull(message = "is missing: send it.") @JsonDeserialize(using = FieldsReader.class) Set<String> fields,
		@Min(value = 1, message = "must be at least 1.") @Nullable Integer limit) {

	int itemsPerSet() {
		return (this.limit != null) ? this.limit : 1;
	}

}
