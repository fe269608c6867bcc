package io.github.dl4jdropout.adopt.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In each network what is wrong is found, and nothing else. */
class PublicNetworksTest {

    private static final Map<String, List<String>> WRONG = Map.of(
            "LeNet", List.of("0 GlobalDropout", "1 NeverCalled", "3 NeverCalled"),
            "VGG", List.of("3 RetainAsRate", "6 RetainAsRate"),
            "AlexNet", List.of("5 DropConnectScale"),
            "char-LSTM", List.of("1 SharedInstance", "2 SharedInstance"),
            "seq2seq", List.of("\"decoder\" RetainAsRate"),
            "ResNet block", List.of("\"dropout\" BeforeBatchNormalization", "\"shortcut\" LastConsumer"),
            "autoencoder", List.of("1 WrongGradients"),
            "1D CNN", List.of("1 WrongGradients"),
            "U-Net", List.of("\"up\" WrongGradients"),
            "transfer learning", List.of("2 NeverCalled", "3 RetainAsRate"));

    static Set<String> networks() {
        return PublicNetworks.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void whatIsWrongIsFoundAndNothingElse(String network) {
        assertThat(Audits.found(PublicNetworks.all().get(network).get())).isEqualTo(WRONG.get(network));
    }

    @Test
    void theDocumentSaysTheSame() throws Exception {
        String document = Files.readString(Path.of("../docs/adopting.md"));
        WRONG.forEach((network, findings) -> assertThat(document)
                .containsPattern("\\| " + network + " \\|.*\\| `" + String.join("`, `", findings) + "` \\|"));
    }
}
