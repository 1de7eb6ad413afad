//! How long each model takes over the same hundred thousand journeys: `cargo bench`.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use social_roi::attribution::{Facts, Journey, MODELS, Milestones, Setup, Tally};
use social_roi::schema::Amount;

const JOURNEYS: usize = 100_000;
const CHANNELS: usize = 12;

/// Channels and ages of journeys of one to eight touches, the same every time.
fn journeys() -> Vec<(Vec<u32>, Vec<i64>)> {
    let mut state = 1_u64;
    let mut draw = |bound: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let journey = |_| {
        let touches = 1 + draw(8);
        let channels = (0..touches).map(|_| draw(CHANNELS as u64) as u32).collect();
        let mut ages: Vec<i64> = (0..touches)
            .map(|_| draw(30 * 86_400_000_000) as i64)
            .collect();
        ages.sort_unstable_by_key(|age| -age);
        (channels, ages)
    };
    (0..JOURNEYS).map(journey).collect()
}

fn models(criterion: &mut Criterion) {
    let journeys = journeys();
    let mut group = criterion.benchmark_group("attribution");
    group.throughput(Throughput::Elements(JOURNEYS as u64));
    for model in MODELS {
        let facts = Facts {
            ages: true,
            milestones: true,
        };
        let mut setup = Setup::new(CHANNELS, facts);
        setup.models = vec![*model];
        setup.weights = Some([1.0, 1.0, 1.0]);
        group.bench_function(BenchmarkId::from_parameter(model.name()), |bencher| {
            bencher.iter(|| {
                let mut tally = Tally::new(&setup);
                for (at, (channels, ages)) in journeys.iter().enumerate() {
                    let converts = i64::from(at % 4 == 0);
                    tally.add(&Journey {
                        channels,
                        ages,
                        milestones: Some(Milestones {
                            lead: Some(channels.len() / 2),
                            ..Milestones::default()
                        }),
                        conversions: Amount::whole(converts),
                        value: Amount::whole(converts * 80),
                        nulls: Amount::whole(1 - converts),
                    });
                }
                tally.finish(&setup)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, models);
criterion_main!(benches);
