package dev.paykore.demo.wallets;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lets WireMock's stubs answer with what a function makes of the request. */
final class Answers implements ResponseDefinitionTransformerV2 {

  private static final String NAME = "answers";
  private static final String INDEX = "index";

  private final List<Function<Request, Answer>> answers = new ArrayList<>();

  /** The stub, to be answered by the function. */
  MappingBuilder stub(MappingBuilder request, Function<Request, Answer> answer) {
    answers.add(answer);
    return request.willReturn(
        WireMock.aResponse()
            .withTransformers(NAME)
            .withTransformerParameter(INDEX, answers.size() - 1));
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    int index = event.getTransformerParameters().getInt(INDEX);
    return answers.get(index).apply(event.getRequest()).toResponse();
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }
}
