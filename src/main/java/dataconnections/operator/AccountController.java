package dataconnections.operator;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dataconnections.idempotency.Once;
import jakarta.validation.Valid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Conditional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriBuilder;

/**
 * The accounts, for the operator. It is there only where the operator has a token.
 */
@RestController
@RequestMapping(AccountController.PATH)
@Conditional(OperatorTokenIsSet.class)
class AccountController {

	static final String PATH = "/api/data-connections/v1/accounts";

	private static final Logger logger = LoggerFactory.getLogger(AccountController.class);

	private final Accounts accounts;

	AccountController(Accounts accounts) {
		this.accounts = accounts;
	}

	@PostMapping
	ResponseEntity<NewAccount> open(@RequestBody @Valid AccountRequest request, Once once) {
		UriBuilder address = ServletUriComponentsBuilder.fromCurrentRequestUri().path("/{id}");
		ResponseEntity<NewAccount> answer = this.accounts.open(request,
				(opened) -> once.keep(ResponseEntity.created(address.build(opened.accountUuid()))
					.header("Cache-Control", "no-store")
					.body(opened)));
		NewAccount account = Objects.requireNonNull(answer.getBody());
		logger.info("Account {} was opened by the operator, with brand {} and key {}", account.accountUuid(),
				account.brand().brandUuid(), account.key().keyUuid());
		return answer;
	}

	@GetMapping
	List<Account> list() {
		return this.accounts.list();
	}

	@GetMapping("/{accountId}")
	Account get(@PathVariable UUID accountId) {
		return this.accounts.get(accountId);
	}

}
