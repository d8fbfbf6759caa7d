package dataconnections.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

import dataconnections.placeholder.FilledRequest;
import dataconnections.placeholder.PlaceholderException;
import dataconnections.placeholder.PlaceholderValues;
import dataconnections.placeholder.Refusal;
import dataconnections.placeholder.RequestTemplate;
import dataconnections.tally.Tally;
import dataconnections.upstream.OutgoingRequest;
import dataconnections.value.InvalidValueException;
import dataconnections.value.Key;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An external API in use by a connection.
 */
public final class Source {

	private final UUID brandId;

	private final UUID connectionId;

	private final long generation;

	private final String primaryKey;

	private final ExternalApi api;

	private final RequestTemplate template;

	private final Tally tally;

	/**
	 * An API in use.
	 * @param brandId the brand that calls it
	 * @param connectionId the connection
	 * @param generation a number that grows with every change of the API and with every
	 * purge: answers of an older generation are never given again
	 * @param primaryKey the name of the field that identifies a record, and of the
	 * placeholder that its value fills
	 * @param api the API
	 * @throws dataconnections.placeholder.InvalidTemplateException when it could not be
	 * filled well
	 */
	public Source(UUID brandId, UUID connectionId, long generation, String primaryKey, ExternalApi api) {
		this(brandId, connectionId, generation, primaryKey, api,
				RequestTemplate.of(api.url(), api.headers(), api.body()), Tally.unread());
	}

	private Source(UUID brandId, UUID connectionId, long generation, String primaryKey, ExternalApi api,
			RequestTemplate template, Tally tally) {
		this.brandId = brandId;
		this.connectionId = connectionId;
		this.generation = generation;
		this.primaryKey = primaryKey;
		this.api = api;
		this.template = template;
		this.tally = tally;
	}

	/**
	 * The same API, with its look-ups and calls counted.
	 * @param reader where they are counted
	 * @return the API
	 */
	public Source countedBy(Tally reader) {
		return new Source(this.brandId, this.connectionId, this.generation, this.primaryKey, this.api, this.template,
				reader);
	}

	/**
	 * The names of the placeholders.
	 * @return each once, in the order in which they first appear
	 */
	public Set<String> placeholders() {
		return this.template.names();
	}

	/**
	 * Whether many keys can be asked for in one call.
	 * @return true for a batch endpoint
	 */
	public boolean isBatch() {
		return this.api.isBatchEndpoint();
	}

	/**
	 * The name of the field that identifies a record, and of the placeholder for it.
	 * @return the name
	 */
	public String primaryKey() {
		return this.primaryKey;
	}

	Tally tally() {
		return this.tally;
	}

	UUID brandId() {
		return this.brandId;
	}

	UUID connectionId() {
		return this.connectionId;
	}

	/**
	 * Grows with every change of the API and with every purge of its answers.
	 * @return the number
	 */
	public long generation() {
		return this.generation;
	}

	ExternalApi api() {
		return this.api;
	}

	OutgoingRequest fill(Map<String, JsonNode> values) {
		return outgoing(this.template.fill(PlaceholderValues.of(values)));
	}

	OutgoingRequest fill(Map<String, JsonNode> shared, List<JsonNode> keys) {
		return outgoing(this.template.fill(PlaceholderValues.of(shared).withKeys(this.primaryKey, keys)));
	}

	/**
	 * Refuses values that cannot fill the request, and for a batch endpoint a key by
	 * which no record could be found in its answer.
	 * @param values what fills the placeholders
	 * @throws PlaceholderException when values are missing, not asked for or unfit
	 */
	public void requireFit(Map<String, JsonNode> values) {
		JsonNode key = values.get(this.primaryKey);
		fillOne(values);
		if (isBatch() && key != null) {
			requireKeys(List.of(key));
		}
	}

	/**
	 * The request for one answer, which a batch endpoint is asked for as a list of one.
	 */
	OutgoingRequest fillOne(Map<String, JsonNode> values) {
		JsonNode key = values.get(this.primaryKey);
		if (!isBatch() || key == null) {
			return fill(values);
		}
		Map<String, JsonNode> shared = new LinkedHashMap<>(values);
		shared.remove(this.primaryKey);
		return fill(shared, List.of(key));
	}

	/** The same API as it may be shown. */
	Source shown(UnaryOperator<ExternalApi> mask) {
		return new Source(this.brandId, this.connectionId, this.generation, this.primaryKey, mask.apply(this.api));
	}

	/** The keys of a batch's sample, which may be one value or a list. */
	List<JsonNode> sampleKeys() {
		JsonNode sample = this.api.samplePlaceholderValues().get(this.primaryKey);
		if (sample == null) {
			return List.of();
		}
		return sample.isArray() ? List.copyOf(sample.values()) : List.of(sample);
	}

	OutgoingRequest fillSample() {
		Map<String, JsonNode> values = this.api.samplePlaceholderValues();
		List<JsonNode> keys = sampleKeys();
		if (!isBatch() || keys.isEmpty()) {
			return fill(values);
		}
		Map<String, JsonNode> shared = new LinkedHashMap<>(values);
		shared.remove(this.primaryKey);
		OutgoingRequest request = fill(shared, keys);
		requireKeys(keys);
		return request;
	}

	private void requireKeys(List<JsonNode> keys) {
		for (JsonNode key : keys) {
			try {
				Key.of(key);
			}
			catch (InvalidValueException ex) {
				throw PlaceholderException.of(new Refusal(this.primaryKey, null, ex.type(), ex.sentence()));
			}
		}
	}

	private OutgoingRequest outgoing(FilledRequest filled) {
		String body = filled.body();
		return new OutgoingRequest(HttpMethod.valueOf(this.api.httpMethod()), filled.url(), filled.headers(),
				(body != null) ? body.getBytes(UTF_8) : null);
	}

}
