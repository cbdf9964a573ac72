"""Words of the field in Spanish and English, and invented names, by frequency.

Words of real texts follow Zipf's law: the n-th most frequent one is used about 1/n as often as the
first. A uniform choice would make every word rare, and no search would find thousands of pages.
"""

from dataclasses import dataclass
from itertools import accumulate, product
from random import Random

NAMES = 30_000


@dataclass(frozen=True)
class Vocabulary:
    """The words of a language by part of speech, most frequent first."""

    nouns: tuple[str, ...]
    verbs: tuple[str, ...]
    qualities: tuple[str, ...]
    patterns: tuple[str, ...]
    titles: tuple[str, ...]


def listed(text: str) -> tuple[str, ...]:
    return tuple(text.split(";"))


SPANISH = Vocabulary(
    nouns=listed(
        "migración;personas migrantes;Ecuador;desarrollo;población;gobierno;cooperación;familias;"
        "protección;frontera;asistencia;integración;refugiados;programa;derechos;comunidad;"
        "retorno;instituciones;trabajo;educación;salud;mujeres;niñas y niños;movilidad humana;"
        "acogida;provincia;país;acuerdo;convenio;gestión;información;capacitación;empleo;jóvenes;"
        "vivienda;documentación;visado;albergue;registro;atención;reasentamiento;becas;"
        "profesionales;remesas;trata de personas;víctimas;justicia;diálogo;estudio;expertos;"
        "repatriación;asilo;emergencia;alimentos;agua;escuela;municipio;parroquia;cantón;canoa;"
        "costumbre;artesanía;páramo;cacao;terremoto;inundación;pasaporte;consulado;huéspedes"
    ),
    verbs=listed(
        "apoya;facilita;fortalece;acompaña;promueve;recibe;organiza;coordina;protege;informa;"
        "orienta;reconoce;mejora;ofrece;registra;traslada;reúne;financia;publica;evalúa;"
        "capacita;convoca;entrega;estudia;celebra;renueva"
    ),
    qualities=listed(
        "social;humanitaria;local;nacional;regular;segura;internacional;regional;ordenada;digna;"
        "técnica;económica;pública;comunitaria;voluntaria;urbana;rural;fronteriza;costera;andina;"
        "amazónica;insular;temporal;histórica;gratuita"
    ),
    patterns=(
        "En {name}, la oficina {verb} la {noun} {quality} junto con {noun}.",
        "El equipo {verb} {noun} y {noun} para la {noun} {quality} de {name}.",
        "También {verb} la {noun}, porque la {noun} {quality} llega más lejos con {noun}.",
        "Desde entonces se {verb} la {noun} {quality} en {name} y en {name}.",
        "La {noun} de {name} {verb} {noun}; así, la {noun} está al alcance de la {noun}.",
        "{name} {verb} con {noun} una {noun} {quality} que no existía.",
    ),
    titles=(
        "{noun} {quality} en {name}",
        "{name}: {noun} y {noun}",
        "La {noun} {quality} de {name}",
    ),
)
ENGLISH = Vocabulary(
    nouns=listed(
        "migration;migrants;Ecuador;development;people;government;cooperation;families;"
        "protection;border;assistance;integration;refugees;programme;rights;community;"
        "return;institutions;work;education;health;women;children;human mobility;"
        "reception;province;country;agreement;treaty;management;information;training;employment;"
        "young people;housing;documents;visa;shelter;registration;care;resettlement;scholarships;"
        "professionals;remittances;trafficking;victims;justice;dialogue;study;experts;"
        "repatriation;asylum;emergency;food;water;school;town;parish;canton;canoe;"
        "custom;craft;moorland;cocoa;earthquake;flood;passport;consulate;guests"
    ),
    verbs=listed(
        "supports;facilitates;strengthens;accompanies;promotes;receives;organizes;coordinates;"
        "protects;informs;guides;recognizes;improves;offers;registers;moves;gathers;funds;"
        "publishes;assesses;trains;convenes;delivers;studies;celebrates;renews"
    ),
    qualities=listed(
        "social;humanitarian;local;national;regular;safe;international;regional;orderly;decent;"
        "technical;economic;public;communal;voluntary;urban;rural;near the border;coastal;Andean;"
        "Amazonian;insular;temporary;historic;free"
    ),
    patterns=(
        "In {name}, the office {verb} the {quality} {noun} together with {noun}.",
        "The team {verb} {noun} and {noun} for the {quality} {noun} of {name}.",
        "It also {verb} the {noun}, because {quality} {noun} goes further with {noun}.",
        "Since then the office {verb} {quality} {noun} in {name} and in {name}.",
        "The {noun} of {name} {verb} {noun}; so the {noun} is within reach of the {noun}.",
        "{name} {verb} with {noun} a {quality} {noun} that was not there.",
    ),
    titles=("{quality} {noun} in {name}", "{name}: {noun} and {noun}", "The {noun} of {name}"),
)


class Names:
    """Invented names of places and people, the long tail of every text."""

    def __init__(self, random: Random) -> None:
        first = ("Cha", "Gua", "Illi", "Ota", "Pi", "Sa", "Tu", "Yan", "Za", "Ma", "Ñu", "Ri")
        middle = ("ba", "lla", "ca", "mbi", "na", "pú", "ru", "shi", "ta", "zu", "gü", "cho")
        last = ("mba", "ncha", "ngo", "quí", "ra", "lema", "tza", "yacu", "loma", "pamba", "cay")
        short = ["".join(parts) for parts in product(first, middle, last)]
        long = ["".join(parts) for parts in product(first, middle, middle, last)]
        # Shuffled, so that the frequent ones do not all begin alike.
        shuffled = [random.sample(names, len(names)) for names in (short, long)]
        self.all = [*shuffled[0], *shuffled[1]][:NAMES]
        self.weights = zipf(len(self.all))


def zipf(count: int) -> list[float]:
    """Return cumulative weights for `random.choices`: the n-th item has the weight 1/n."""
    return list(accumulate(1 / rank for rank in range(1, count + 1)))
