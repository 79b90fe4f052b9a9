package dev.paykore.bench.peers;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.gateway.filter.ratelimit.KeyResolver;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;

/** Starts a Spring Cloud Gateway that knows its callers by a key and limits each of them. */
@SpringBootApplication(proxyBeanMethods = false)
public class LimitedGateway {

  public static void main(String[] arguments) {
    SpringApplication.run(LimitedGateway.class, arguments);
  }

  /** Whose bucket it is: the hash, since the name of a bucket is kept in Redis. */
  @Bean
  KeyResolver partnerKeyResolver() {
    return exchange -> Mono.justOrEmpty(exchange.<String>getAttribute(ApiKeyFilter.KEY_HASH));
  }
}
