package dataconnections.query;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dataconnections.answer.AnswerShare;
import dataconnections.answer.JsonAnswer;
import dataconnections.placeholder.PlaceholderException;
import dataconnections.problem.ProblemBody;
import dataconnections.problem.ProblemException;
import dataconnections.problem.Violation;
import dataconnections.source.Answer;
import dataconnections.source.Lookups;
import dataconnections.upstream.Outcome;
import dataconnections.source.Source;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

import org.springframework.stereotype.Service;

/**
 * Look-ups at the external API of an API-based connection. Data goes on as the text that
 * came.
 */
@Service
class LiveQuery {

	private final Lookups lookups;

	private final JsonMapper json;

	private final long maxBytes;

	LiveQuery(Lookups lookups, JsonMapper json, QuerySettings settings) {
		this.lookups = lookups;
		this.json = json;
		this.maxBytes = settings.maxAnswerSize().toBytes();
	}

	Reply one(Source source, QueryRequest request, AnswerShare share) {
		LiveRequest asked = LiveRequest.one(source, request);
		Answer answer = find(asked).getFirst();
		Projection projection = new Projection(request.fields(), source.primaryKey());
		return switch (answer.outcome()) {
			case Outcome.Answered data ->
				Reply.of(JsonAnswer.of(counted(projection.of(data.json()), share)), List.of(answer));
			case Outcome.NoData none -> throw none.problem();
			case Outcome.Failed failed -> throw failed.problem();
		};
	}

	Reply many(Source source, BatchQueryRequest request, @Nullable List<String> fields, AnswerShare share) {
		LiveRequest asked = asked(source, request);
		List<Answer> answers = asked.items().isEmpty() ? List.of() : find(asked);
		Projection projection = new Projection(fields, source.primaryKey());
		JsonAnswer reply = new JsonAnswer(this.maxBytes).text("{\"results\":[");
		for (int i = 0; i < answers.size(); i++) {
			JsonNode key = asked.items().get(i).values().getOrDefault(source.primaryKey(), NullNode.getInstance());
			reply.item(("{\"primary_key\":" + this.json.writeValueAsString(key)).getBytes(StandardCharsets.UTF_8));
			switch (answers.get(i).outcome()) {
				case Outcome.Answered data ->
					reply.text(",\"data\":").record(counted(projection.of(data.json()), share)).text("}");
				case Outcome.NoData none -> reply.text(",\"data\":null,\"missing\":true}");
				case Outcome.Failed failed -> reply.text(",\"error\":")
					.record(this.json.writeValueAsBytes(ProblemBody.part(failed.problem())))
					.text("}");
			}
		}
		return Reply.of(reply.text("]}"), answers);
	}

	private static byte[] counted(byte[] data, AnswerShare share) {
		share.add(data.length);
		return data;
	}

	private static LiveRequest asked(Source source, BatchQueryRequest request) {
		JsonNode keys = request.primaryKeys();
		JsonNode queries = request.queries();
		if (keys != null && queries == null) {
			return LiveRequest.many(source, keys, request.placeholderValues());
		}
		if (queries != null && keys == null && request.placeholderValues() == null) {
			return LiveRequest.each(source, queries);
		}
		throw ProblemException.invalid(Violation.body((queries == null) ? "missing" : "extra_forbidden",
				"Send primary_keys, with placeholder_values for the other placeholders, or queries, each with its own.",
				(queries == null) ? "primary_keys" : "queries"));
	}

	private List<Answer> find(LiveRequest asked) {
		try {
			return (asked.items().size() == 1) ? List.of(this.lookups.find(asked.source(), asked.values().getFirst()))
					: this.lookups.find(asked.source(), asked.values());
		}
		catch (PlaceholderException ex) {
			throw asked.problem(ex);
		}
	}

}
