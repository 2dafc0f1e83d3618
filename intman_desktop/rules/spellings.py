"""Spellings of one name that letters alone do not show: other languages, old and new passports.

A name ends with a semicolon; its first spelling stands for all. Arabic letters stand there only where no rule
of sounds leads to them from the Latin ones. Names that are only similar (Mohammed and
Mahmoud, Olena and Olha) never stand together.
"""

from __future__ import annotations

from functools import lru_cache

from intman_desktop.rules.folding import fold_name

NAMES = """
mohammed muhammad mohamed mohammad mohamad muhamed muhamad muhammed muhamet mohamet mahomed mohammod
  mochamed mochammad mehamed mahamed mahamad mohd muhammet mahomet mohamadou mouhamadou muhammadu muhamadu
  mihemed moukhamed mukhamed magomed maxamed;
ahmed ahmad achmed achmad ahmet achmet axmed ehmed akhmed akhmad;
mustafa mustapha mostafa moustafa mustafo mostapha mostefa;
yusuf youssef yousef yousif yusif jusuf jussuf jusef josef joseph yosef yoseph yussuf yousuf youssouf
  yusef iosif josip yosief;
ibrahim ibrahem abraham abrahim ebrahim brahim abreham abrham ibrahima avraam;
ismail ismael esmail esmaeil ismaeel ismayil ishmael smail إسماعيل esmaeel ismaaciil ismaciil ishmail;
omar umar omer oumar ummar omor cumar;
osman othman usman uthman ousmane otman osmon cismaan cusmaan othmane outhman;
hassan hasan hassane hasen hassen xasan khasan hesen;
hussein hussain husain hossein hosein hussien hussin husein husseyin huseyin hoseyn housein houssein
  hocine husen xuseen khussein housseyn huseen;
hosseini husseini hussaini hoseini husaini hosayni hussayni;
khaled khalid chaled chalid kaled kalid haled halid xalid;
abdullah abdallah abdulla abdalla abdelah abdellah abdoullah abdula abdoulaye cabdullaahi abdullo;
abdulrahman abdelrahman abdurrahman abdirahman abdulrehman abderrahmane abdurahman abdirahmaan abdrahman;
yahya yahia jahja iahia yehia yehya jehia;
jamal gamal djamal dschamal cemal jemal djemal xhemal gamaal;
jamila gamila djamila dschamila cemile jemila;
javad jawad djawad dschawad cevad jawed djavad;
cevdet xhevdet jevdet djevdet dzevdet dschewdet jawdat jaudat;
zaynab zeinab zeynep zainab zaineb zeyneb zejnep zajnab zenab zinab sainab seinab senab zineb zeineb
  saynab;
fatima fatma fatime fatimah fatuma fatouma fatimata fatemeh fateme fatmeh fatoumata;
aisha ayse aischa aische aicha aishe aysha aisa ayesha ajsa aisheh caasha caisha aissatou aissata isatou
  isatu aissato;
khadija chadidscha khadidja hatice hadija khadeeja khadije hatidza hatixhe khadijeh kadija chadija
  hadidscha khadeja khadidscha hadice chadidja xadija hadiza khadidiatou kadiatou;
mariam maryam miriam meryem mirjam merjem marjam mariem meriem maryem marem miryam;
maria mariia mariya marija marya marie;
zahra zahraa zehra zohra zahara;
sara sarah saara sarra;
noor nour nur nuur;
leila layla laila lejla leyla leilah laylah;
samira sameera semira;
rania raniya ranya ranja;
amina amena aminah emina amineh ameena;
karim kareem kerim karem;
rahim raheem rahem;
hakim hakeem hakem;
said saeed saied saeid;
saleh salih saaleh;
tariq tarik tareq tarek tarig taric tareek;
faisal faysal feisal feysal faycal;
walid waleed valid oualid velid;
rashid rasheed raschid rachid;
nasir naser nasser nassir nacer;
jafar jaafar dschafar djafar cafer dzafer jaffar;
taha tahah طه;
esmat ismat asmat;
tsegay tsegaye zegay tsegai segay;
tesfay tesfaye tesfai;
gebre ghebre gebray;
gebremedhin ghebremedhin gebremedhn ghebremedhn;
gebreselassie gebresilassie ghebreselassie gebrselassie;
haile hayle;
berhane birhane brhane;
yohannes johannes yohanes yohanis juhannes;
mikael mikhaylo michael mikhael mikail michail mikhail mykhailo mykhaylo michailo;
dawit david dawid davit daud dawood daoud davud davut daood dawud daut;
solomon salomon;
suleiman suleyman sulaiman soliman sulejman suliman souleymane soleiman sulayman slimane sileman saleban
  saleebaan;
kidane kidanie;
yevheniia evgenia evgeniya yevgenia yevgeniya eugenia evgeniia yevhenia ievgeniia jewgenija yevheniya
  jewhenija evheniia evhenia evgenija;
yevhen evgeny evgenii yevgeny evgeni yevgen eugen ievgen yevgenii evgeniy jewgeni jewhen evgenij yevhenii
  evgueni yevheniy jewhenij jewhenii jevgeni jevgenij;
oleksandr aleksandr alexander aleksander alexandr olexandr;
oleksandra aleksandra alexandra olexandra;
oleksii aleksei alexei alexey aleksey oleksiy olexiy oleksij alexej oleksiiy;
olena elena yelena jelena olenna ielena;
olha olga;
oksana aksana oxana;
dmytro dmitri dmitry dmitrii dmitriy dmitrij dmitro dimitri dimitry;
volodymyr vladimir wladimir wolodymyr volodimir wolodimir;
mykola nikolai nikolay nikolaj mikola nicolai;
andrii andrei andrey andrej andriy andrij;
serhii sergei sergey sergej sergiy serhiy serhij sergii serguei sergij;
ihor igor;
oleh oleg;
bohdan bogdan;
bohdana bogdana;
heorhii georgii georgij heorhiy georgiy georgi heorgij;
hryhorii grigori grigory grigorij hryhoriy grigoriy grigorii hrigorij;
kateryna ekaterina katerina yekaterina jekaterina katarina;
tetiana tatiana tatjana tatyana tetyana tetjana;
svitlana svetlana switlana swetlana;
iryna irina;
yuliia julia yulia iuliia yuliya julija iulia juliia;
yurii yuri yury jurij juri yuriy iurii jury iurij;
hanna anna ganna hannah;
nataliia natalia nataliya natalya natalija natalja;
viktoriia victoria viktoria viktoriya wiktoria viktorija;
anastasiia anastasia anastasiya anastasija;
dariia daria dariya darya darja darija;
sofiia sofia sophia sofiya sofija;
vasyl vasily vasilii vasiliy wassili wasyl vasil vasilij wassyl;
pavlo pavel pawel pawlo;
petro petr pyotr piotr pjotr;
mykyta nikita mikita;
danylo daniil danil danilo;
artem artiom artyom artjom;
maksym maxim maksim maxym;
vitalii vitaly vitali vitaliy vitalij witali;
anatolii anatoly anatoli anatoliy anatolij;
yaroslav iaroslav jaroslav jaroslaw yaroslaw;
liudmyla ludmila lyudmila liudmila ljudmila ludmyla ljudmyla lyudmyla ludmilla;
liubov lyubov lubov ljubow liubow ljubov;
inna;
zhanna janna schanna;
shevchenko schewtschenko shevtchenko szewczenko;
mehmet mehmed memet;
ali cali eli;
abubakr abubakar aboubacar abubaker aboubakar aboubakr abubakir ebubekir;
ishaq isaac isaak isak eshaq ishak izhak isxaaq yishaq yshaq yishak yshak إسحاق;
ramadan ramazan ramadhan ramazon رمضان;
muath moaz muadh mouaz muaz maaz muaadh معاذ;
amr amro amru عمرو;
tawfik taufik toufik tawfiq toufiq taufiq tofik tevfik toufic tawfic;
yusufzai yousafzai youssefzai yousufzai yousefzai;
yasmin jasmin yasemin yasmine jasmine yasmeen;
khalil khaleel chalil halil xelil xalil;
khalifa halife chalifa;
rahel rachel raquel;
najib nagib necip nejib nadjib;
majid magid mecid;
najwa nagwa necva;
rajab ragab recep rexhep redzep;
hajar hagar hacer;
yaqub yaghoub yakub jakub yacoub yaqoub yakoub jakob jacob yakup yaqob yaghub يعقوب;
fereydoun feridun faridun fereidoon feraydun;
roghayeh ruqayya ruqia roqia roqayya rukaya rukiye roqaya ruqaya;
halima xaliimo halimo haliimo halime halimeh haleema;
fadumo faadumo faduma faaduma;
jaamac jamac jama jaama;
zubaida zoubida zubeida zobeida zoubaida zubeyde;
tewodros teodros tedros tewedros theodros;
touray toure ture turay;
kyrylo kirilo kirill kyrill kiril cyril cyrill;
fedir fedor fyodor fjodor feodor theodor;
yehor egor yegor jegor jehor iehor;
nadiia nadia nadezhda nadeschda nadiya nadija nadja nadya nadeshda;
yelyzaveta elizaveta jelisaweta elisaveta elisabeth elizabeth yelizaveta jelysaweta;
vira vera wera wira;
lidiia lidia lydia lidiya lidija;
snizhana snezhana snischana sneschana sniezhana;
illia illya ilya ilja ilia iliya;
halyna galina halina galyna;
hlib gleb;
hennadii gennady gennadi gennadiy henadii;
kostiantyn kostyantin konstantin kostyantyn kostjantyn constantin;
kseniia xenia ksenia kseniya ksenija;
valentyna valentina walentina;
zinaida sinaida zinaiida;
anzhela angela anschela;
stepan stefan stephan;
yakiv yakov jakow jakiw iakov;
yosyp yosip osip;
zakhar sachar zahar;
timur tymur temur taimur;
tymofii timofiy timofey timofei timofej;
"""


@lru_cache(maxsize=1)
def _names_by_spelling() -> dict[str, str]:
    names = (name.split() for name in NAMES.split(";"))
    return {fold_name(spelling): name[0] for name in names for spelling in name}


def name_of(spelling: str) -> str:
    """Return the name that a folded word is a spelling of, empty where none is known."""
    return _names_by_spelling().get(spelling, "")
