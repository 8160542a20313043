"""Generated forest-cover rows.

They follow the published schema, value ranges and class shares of the UCI "Covertype" data set; every value is drawn from the
distributions below with a fixed seed. They are not the UCI data and hold none of it.
"""

import numpy as np

NUMERIC = [
    "Elevation",
    "Aspect",
    "Slope",
    "Horizontal_Distance_To_Hydrology",
    "Vertical_Distance_To_Hydrology",
    "Horizontal_Distance_To_Roadways",
    "Hillshade_9am",
    "Hillshade_Noon",
    "Hillshade_3pm",
    "Horizontal_Distance_To_Fire_Points",
]
COLUMNS = NUMERIC + [f"Wilderness_Area{i}" for i in range(1, 5)] + [f"Soil_Type{i}" for i in range(1, 41)]
LABELS = ["Spruce/Fir", "Lodgepole Pine", "Ponderosa Pine", "Cottonwood/Willow", "Aspen", "Douglas-fir", "Krummholz"]

# Published share of each class; the rounding remainder goes to the largest.
SHARES = [0.365, 0.488, 0.062, 0.005, 0.016, 0.030, 0.035]

# Published range of each numeric column, in its own unit (metres, degrees, hillshade index).
RANGES = {
    "Elevation": (1859, 3858),
    "Aspect": (0, 360),
    "Slope": (0, 66),
    "Horizontal_Distance_To_Hydrology": (0, 1397),
    "Vertical_Distance_To_Hydrology": (-173, 601),
    "Horizontal_Distance_To_Roadways": (0, 7117),
    "Hillshade_9am": (0, 254),
    "Hillshade_Noon": (0, 254),
    "Hillshade_3pm": (0, 254),
    "Horizontal_Distance_To_Fire_Points": (0, 7173),
}

# Per class: mean and standard deviation of elevation in metres. The order of the tree lines is what the species are known for.
ELEVATION = [(3130, 155), (2920, 185), (2395, 195), (2225, 100), (2790, 95), (2420, 190), (3360, 105)]
# Per class: mean slope in degrees, and how north-facing its slopes are (von Mises concentration; 0: anywhere).
SLOPE = [13, 13.5, 21, 18.5, 16.5, 19, 14]
NORTHERLY = [0.2, 0.0, 0.3, 0.1, -0.4, 0.9, 0.0]
# Per class: mean distances in metres to water, to a road and to a fire point.
WATER = [270, 280, 210, 110, 210, 160, 355]
ROAD = [2610, 2430, 940, 915, 1350, 1040, 2740]
FIRE = [2010, 2170, 910, 860, 1580, 1055, 2070]
# Per class: share in Rawah, Neota, Comanche Peak and Cache la Poudre.
WILDERNESS = [
    (0.50, 0.09, 0.41, 0.00),
    (0.52, 0.03, 0.44, 0.01),
    (0.00, 0.00, 0.40, 0.60),
    (0.00, 0.00, 0.00, 1.00),
    (0.40, 0.00, 0.60, 0.00),
    (0.00, 0.00, 0.44, 0.56),
    (0.25, 0.11, 0.64, 0.00),
]
# The forty soil types by climatic zone (the first digit of their published survey codes), and each class's share of the zones.
ZONES = [range(1, 7), range(7, 9), range(9, 14), range(14, 16), range(16, 19), range(19, 35), range(35, 41)]
ZONE_SHARES = [
    (0.000, 0.000, 0.050, 0.000, 0.020, 0.810, 0.120),
    (0.020, 0.005, 0.180, 0.000, 0.045, 0.730, 0.020),
    (0.590, 0.000, 0.290, 0.020, 0.060, 0.040, 0.000),
    (0.520, 0.000, 0.110, 0.170, 0.200, 0.000, 0.000),
    (0.060, 0.000, 0.330, 0.000, 0.110, 0.500, 0.000),
    (0.360, 0.000, 0.420, 0.040, 0.090, 0.090, 0.000),
    (0.000, 0.000, 0.000, 0.000, 0.000, 0.250, 0.750),
]
# Sun azimuth and altitude in degrees behind the three hillshade columns.
SUN = [(125, 48), (180, 64), (240, 44)]


def generate(count, seed):
    """`count` rows: float32 [count, 54] and int64 labels 1 to 7, shuffled."""
    random = np.random.default_rng(seed)
    sizes = np.round(np.array(SHARES) * count).astype(int)
    sizes[1] += count - sizes.sum()
    rows = np.concatenate([_of_class(random, c, n) for c, n in enumerate(sizes)])
    labels = np.repeat(np.arange(1, 8, dtype=np.int64), sizes)
    order = random.permutation(count)
    return rows[order].astype(np.float32), labels[order]


def _of_class(random, c, n):
    elevation = random.normal(*ELEVATION[c], n)
    slope = random.gamma(3.6, SLOPE[c] / 3.6, n)
    aspect = np.degrees(random.vonmises(0 if NORTHERLY[c] >= 0 else np.pi, abs(NORTHERLY[c]), n)) % 360
    water = random.gamma(1.6, WATER[c] / 1.6, n)
    climb = random.normal(0.17 * water, 8 + 0.12 * water)
    road = random.gamma(2.2, ROAD[c] / 2.2, n)
    fire = random.gamma(2.2, FIRE[c] / 2.2, n)
    shades = [_hillshade(random, aspect, slope, azimuth, altitude) for azimuth, altitude in SUN]
    values = [elevation, aspect, slope, water, climb, road, *shades, fire]
    numeric = np.stack([np.clip(np.round(v), *RANGES[name]) for name, v in zip(NUMERIC, values)], axis=1)
    return np.concatenate([numeric, _one_hot(random.choice(4, n, p=WILDERNESS[c]), 4), _soil(random, c, n)], axis=1)


def _hillshade(random, aspect, slope, azimuth, altitude):
    """Lambert's law for a tilted plane, scaled to the column's 0 to 254, with a little noise for terrain shadows."""
    tilt, height = np.radians(slope), np.radians(altitude)
    light = np.sin(height) * np.cos(tilt) + np.cos(height) * np.sin(tilt) * np.cos(np.radians(azimuth - aspect))
    return 254 * light + random.normal(0, 6, len(slope))


def _soil(random, c, n):
    zones = random.choice(len(ZONES), n, p=ZONE_SHARES[c])
    soil = np.zeros(n, dtype=int)
    for zone, types in enumerate(ZONES):
        # Classes differ in which soils of a zone they prefer; drawn from a generator of their own so that it is a fixed table.
        taste = np.random.default_rng(1000 * c + zone).dirichlet(np.full(len(types), 0.6))
        chosen = zones == zone
        soil[chosen] = random.choice(np.array(types), chosen.sum(), p=taste) - 1
    return _one_hot(soil, 40)


def _one_hot(index, width):
    return np.eye(width)[index]
