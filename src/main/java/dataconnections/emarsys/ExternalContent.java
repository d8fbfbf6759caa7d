package dataconnections.emarsys;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

import dataconnections.answer.JsonAnswer;
import dataconnections.connection.Connection;
import dataconnections.connection.Connections;
import dataconnections.source.Source;
import dataconnections.tenant.Brand;

import org.springframework.stereotype.Service;

/**
 * Answers Emarsys for up to a thousand contacts at once. Equal contacts are looked up and
 * answered once; one without data is left out.
 */
@Service
class ExternalContent {

	private final Connections connections;

	private final StoredContent stored;

	private final LiveContent live;

	ExternalContent(Connections connections, StoredContent stored, LiveContent live) {
		this.connections = connections;
		this.stored = stored;
		this.live = live;
	}

	JsonAnswer answer(Brand brand, UUID connectionId, ContentRequest request) {
		Connection connection = this.connections.get(brand, connectionId);
		Set<ParameterSet> sets = new LinkedHashSet<>(request.parameters());
		sets.removeIf((set) -> !set.isWhole());
		ContentAnswer answer = new ContentAnswer(new FlatItems(request.fields(), request.itemsPerSet()));
		if (!sets.isEmpty()) {
			switch (connection.kind()) {
				case Connection.Kind.Stored kind -> this.stored.find(connection, sets, answer::add);
				case Connection.Kind.External(Source source) -> this.live.find(source, sets, answer::add);
			}
		}
		return answer.whole(sets);
	}

}
