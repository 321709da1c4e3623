package dev.twofactor.benchmark;

import dev.twofactor.benchmark.micro.Micro;

/** Measures single parts of a login by themselves: {@code ./benchmark --micro}. */
public final class MicroBenchmarks {

    private MicroBenchmarks() {}

    /** @param args the provider's JAR, which is not needed, and perhaps {@code --quick} */
    public static void main(String[] args) {
        Measurement.main(args, "./benchmark --micro", (jar, quick) -> {
            String table = Micro.table(Micro.run(quick));
            if (!quick) {
                new DocsSection("parts", "./benchmark --micro").write(table);
            }
            System.out.println(table);
        });
    }
}
